/* Lints a cancellation and prints its report, and the messages of errors. */
#include <stdio.h>
#include <string.h>

#include "smartro_lint.h"

static int failed(char *error) {
  if (error == NULL) return 0;
  fprintf(stderr, "%s\n", error);
  smartro_lint_free(error);
  return 1;
}

int main(void) {
  const char *settings = "{\"language\": \"en\"}";
  SmartroLinter *linter = NULL;
  if (failed(smartro_lint_open(settings, strlen(settings), &linter))) return 2;

  const char *request = "{\"reason\": \"a\", \"ammount\": 9000}";
  SmartroOptions options = {0};
  options.operation = "cancelPayment";
  options.operation_length = strlen(options.operation);

  int status = 0;
  SmartroVerdict verdict;
  if (failed(smartro_lint_verdict(linter, request, strlen(request), &options, &verdict))) {
    status = 2;
  } else if (verdict.errors + verdict.warnings + verdict.advice > 0) {
    char *report = NULL;
    if (failed(smartro_lint_report(linter, request, strlen(request), &options, &report))) {
      status = 2;
    } else {
      puts(report);
      smartro_lint_free(report);
    }
  }

  /* An unknown key of the context is an error. */
  options.context = "{\"chanel\": \"live\"}";
  options.context_length = strlen(options.context);
  if (!failed(smartro_lint_verdict(linter, request, strlen(request), &options, &verdict))) status = 2;

  smartro_lint_close(linter);
  return status;
}
