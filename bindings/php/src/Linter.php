<?php

declare(strict_types=1);

namespace SmartroLint;

/**
 * A pack of rules, ready to lint. It holds memory of the library until it is closed or destroyed; a closed one
 * throws a LintException.
 */
final class Linter
{
    private const JSON = JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION;

    /** The C functions, loaded once for each library. */
    private static array $libraries = [];

    private ?\FFI\CData $handle = null;

    /** What the options of the last call were made of, and they with the texts that they point to. */
    private array $given = [];
    private array $options = [];

    private function __construct(private readonly \FFI $c, string $settings)
    {
        $handle = $c->new('SmartroLinter *');
        $this->check($c->smartro_lint_open($settings, strlen($settings), \FFI::addr($handle)));
        $this->handle = $handle;
    }

    /**
     * The built-in pack, or the one in the directory `$pack`.
     *
     * @param array<string, string> $severity rules by name, each `error`, `warning`, `advice` or `off`
     * @param ?string $library the file of the library; otherwise the variable SMARTRO_LINT_LIBRARY names it
     * @throws LintException of a pack with all its mistakes
     */
    public static function open(
        string $language = 'ko',
        ?string $pack = null,
        array $severity = [],
        bool $showValues = false,
        ?string $library = null,
    ): self {
        $settings = ['language' => $language, 'severity' => (object) $severity, 'showValues' => $showValues];
        $settings += $pack === null ? [] : ['pack' => $pack];
        return new self(self::load($library), self::json($settings));
    }

    /**
     * Lints a request: JSON text, or the array or object that would be sent. Text that is no JSON is a finding.
     *
     * @param array<string, string> $path
     * @param ?array<string, mixed> $context
     * @return array the report as `smartro-lint.report.schema.json` describes it; of an array, it has pointers and
     *               no places in a text
     * @throws LintException
     */
    public function lint(
        string|array|object $request,
        ?string $operation = null,
        array $path = [],
        ?array $context = null,
    ): array {
        $report = $this->c->new('char *');
        $this->call('smartro_lint_report', $report, $request, $operation, $path, $context);
        return json_decode($this->taken($report), true, 512, JSON_THROW_ON_ERROR);
    }

    /**
     * Counts the findings of a request, without writing messages.
     *
     * @param array<string, string> $path
     * @param ?array<string, mixed> $context
     * @return array{errors: int, warnings: int, advice: int}
     * @throws LintException
     */
    public function verdict(
        string|array|object $request,
        ?string $operation = null,
        array $path = [],
        ?array $context = null,
    ): array {
        $verdict = $this->c->new('SmartroVerdict');
        $this->call('smartro_lint_verdict', $verdict, $request, $operation, $path, $context);
        return ['errors' => $verdict->errors, 'warnings' => $verdict->warnings, 'advice' => $verdict->advice];
    }

    /** JSON text as it may be logged: secrets and values that identify a person are masked. */
    public function mask(string $text): string
    {
        $masked = $this->c->new('char *');
        $this->check($this->c->smartro_lint_mask($this->handle(), $text, strlen($text), \FFI::addr($masked)));
        return $this->taken($masked);
    }

    /** Frees the linter; closing it again does nothing. */
    public function close(): void
    {
        if ($this->handle !== null) {
            $this->c->smartro_lint_close($this->handle);
            $this->handle = null;
        }
    }

    public function __destruct()
    {
        $this->close();
    }

    private function __clone()
    {
    }

    private function handle(): \FFI\CData
    {
        return $this->handle ?? throw new LintException('the linter is closed');
    }

    /** Calls a function of the library on a request; it writes to `$written`. */
    private function call(
        string $function,
        \FFI\CData $written,
        string|array|object $request,
        ?string $operation,
        array $path,
        ?array $context,
    ): void {
        $text = is_string($request) ? $request : self::json($request);
        $options = $this->options($operation, $path, $context, !is_string($request));
        $this->check($this->c->$function(
            $this->handle(),
            $text,
            strlen($text),
            \FFI::addr($options),
            \FFI::addr($written),
        ));
    }

    /** The options: those of the last call, if they are the same. */
    private function options(?string $operation, array $path, ?array $context, bool $isValue): \FFI\CData
    {
        $texts = [
            'operation' => $operation,
            'path' => $path === [] ? null : self::json((object) $path),
            'context' => $context === null ? null : self::json((object) $context),
        ];
        $given = [$texts, $isValue];
        if ($given !== $this->given) {
            $this->options = $this->made($texts, $isValue);
            $this->given = $given;
        }
        return $this->options[0];
    }

    /** Options, and the texts that they point to, which must live as long. */
    private function made(array $texts, bool $isValue): array
    {
        $options = $this->c->new('SmartroOptions');
        $options->is_value = $isValue;
        $kept = [$options];
        foreach ($texts as $name => $text) {
            if ($text !== null) {
                $length = strlen($text);
                $copy = $this->c->new('char[' . max($length, 1) . ']');
                \FFI::memcpy($copy, $text, $length);
                $options->$name = $this->c->cast('char *', \FFI::addr($copy));
                $options->{$name . '_length'} = $length;
                $kept[] = $copy;
            }
        }
        return $kept;
    }

    private function taken(\FFI\CData $text): string
    {
        try {
            return \FFI::string($text);
        } finally {
            $this->c->smartro_lint_free($text);
        }
    }

    private function check(?\FFI\CData $error): void
    {
        if ($error !== null) {
            throw new LintException($this->taken($error));
        }
    }

    private static function json(mixed $value): string
    {
        try {
            return json_encode($value, self::JSON);
        } catch (\JsonException $error) {
            throw new LintException($error->getMessage(), 0, $error);
        }
    }

    private static function load(?string $library): \FFI
    {
        $library ??= getenv('SMARTRO_LINT_LIBRARY') ?: 'libsmartro_lint_c.so';
        return self::$libraries[$library] ??= self::declared($library);
    }

    private static function declared(string $library): \FFI
    {
        // Without what the preprocessor reads, which PHP has none of.
        $header = file_get_contents(__DIR__ . '/../../capi/include/smartro_lint.h');
        $header = preg_replace('/^#ifdef __cplusplus.*?^#endif.*?$|^#.*?$/ms', '', $header);
        try {
            return \FFI::cdef($header, $library);
        } catch (\FFI\Exception $error) {
            throw new LintException("the library `$library` cannot be loaded: {$error->getMessage()}", 0, $error);
        }
    }
}
