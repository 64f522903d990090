// smartro-lint for C. Written by cbindgen from src/lib.rs: `UPDATE_HEADER=1 cargo test --test header`.

#ifndef SMARTRO_LINT_H
#define SMARTRO_LINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A pack of rules, ready to lint. Any number of threads may use one at once; each call takes a session
// of its own from those that are free.
typedef struct SmartroLinter SmartroLinter;

// What goes with a request. A null pointer: not given. Texts are UTF-8 and need not end with NUL.
typedef struct {
  // The operation of the request's body, such as `payInstantly`; it is detected if it is not given.
  const char *operation;
  // In bytes.
  size_t operation_length;
  // The parameters of the path: a JSON object of texts, such as `{"paymentId": "order1"}`.
  const char *path;
  // In bytes.
  size_t path_length;
  // What the request does not contain: a JSON object, such as `{"channel": "live"}`.
  const char *context;
  // In bytes.
  size_t context_length;
  // Whether the JSON was written for the linter alone, from an object of the caller's language: the
  // report then has pointers and no places in a text.
  bool is_value;
} SmartroOptions;

// How many findings there are. All are 0: nothing at all was found.
typedef struct {
  // Errors.
  uint32_t errors;
  // Warnings.
  uint32_t warnings;
  // Advice.
  uint32_t advice;
} SmartroVerdict;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// Makes a linter. Settings are a JSON object in UTF-8 with any of `language` (`ko`, the default, or
// `en`), `pack` (the directory of a pack of your own), `severity` (an object: rule to `error`,
// `warning`, `advice` or `off`) and `showValues` (whether messages show names, addresses and the like).
// Null or empty: the built-in pack with messages in Korean.
//
// Returns null, or the message of what is wrong, to be freed with `smartro_lint_free`.
//
// # Safety
//
// `settings` is null or has `length` bytes; `linter` is null or can be written.
char *smartro_lint_open(const char *settings,
                        size_t length,
                        SmartroLinter **linter);

// Frees a linter; null does nothing. No thread may use the linter any more, then or later: a call
// with a closed linter is undefined, as is closing it twice.
//
// # Safety
//
// `linter` is null, or comes from `smartro_lint_open` and was not closed.
void smartro_lint_close(SmartroLinter *linter);

// Lints a request, JSON in `length` bytes, and writes its report as JSON, ending with NUL, to
// `*report`, to be freed with `smartro_lint_free`. `smartro-lint.report.schema.json` describes it.
// `options` may be null.
//
// Text that is no JSON, no UTF-8, too long or too deep is a finding, not an error. An error is a null
// pointer where there must be none, an option that is no UTF-8, or an unknown key of the context:
// returns its message, to be freed with `smartro_lint_free`, and otherwise null.
//
// # Safety
//
// `linter` is null or open; `request` is null or has `length` bytes, `options` is null or valid with
// what it points to; `report` is null or can be written.
char *smartro_lint_report(const SmartroLinter *linter,
                          const char *request,
                          size_t length,
                          const SmartroOptions *options,
                          char **report);

// Counts the findings of a request without writing a message: the quick way where most requests are
// right. As `smartro_lint_report` otherwise.
//
// # Safety
//
// As `smartro_lint_report`; `verdict` is null or can be written.
char *smartro_lint_verdict(const SmartroLinter *linter,
                           const char *request,
                           size_t length,
                           const SmartroOptions *options,
                           SmartroVerdict *verdict);

// JSON text as it may be logged, with secrets and values that identify a person masked, written to
// `*masked`, to be freed with `smartro_lint_free`.
//
// # Safety
//
// `linter` is null or open; `json` is null or has `length` bytes; `masked` is null or can be written.
char *smartro_lint_mask(const SmartroLinter *linter,
                        const char *json,
                        size_t length,
                        char **masked);

// Writes the names of the operations, a JSON array, to `*names`, to be freed with `smartro_lint_free`.
//
// # Safety
//
// `linter` is null or open; `names` is null or can be written.
char *smartro_lint_operations(const SmartroLinter *linter,
                              char **names);

// Frees a text that a function of this library returned or wrote; null does nothing.
//
// # Safety
//
// `text` is null, or comes from this library and was not freed.
void smartro_lint_free(char *text);

// The version of the library, which is never freed.
const char *smartro_lint_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SMARTRO_LINT_H */
