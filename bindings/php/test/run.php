<?php

declare(strict_types=1);

/* The contract, and what is PHP's own. `SMARTRO_LINT_LIBRARY` names the library. */

require __DIR__ . '/../src/LintException.php';
require __DIR__ . '/../src/Linter.php';

use SmartroLint\Linter;
use SmartroLint\LintException;

function same(mixed $expected, mixed $got, string $what): void
{
    if ($expected !== $got) {
        fwrite(STDERR, "$what: " . var_export($got, true) . "\nis not " . var_export($expected, true) . "\n");
        exit(1);
    }
}

function refused(callable $call, string $what): string
{
    try {
        $call();
    } catch (LintException $error) {
        return $error->getMessage();
    }
    fwrite(STDERR, "$what: no LintException\n");
    exit(1);
}

/** Places in UTF-16 are for other languages; the order of keys is nobody's business. */
function plain(mixed $value): mixed
{
    if (!is_array($value)) {
        return $value;
    }
    unset($value['utf16']);
    if (!array_is_list($value)) {
        ksort($value);
    }
    return array_map(plain(...), $value);
}

function contract(): void
{
    $read = fn (string $name, bool $arrays) => json_decode(
        file_get_contents(__DIR__ . "/../../contract/$name"),
        $arrays,
        512,
        JSON_THROW_ON_ERROR,
    );
    $reports = $read('reports.json', true);
    $linters = ['ko' => Linter::open(), 'en' => Linter::open('en')];
    foreach ($read('requests.json', false) as $request) {
        $linter = $linters[$request->language ?? 'ko'];
        $expected = $reports[$request->name];
        $given = $request->text ?? (isset($request->base64) ? base64_decode($request->base64) : $request->value);
        $options = [
            $given,
            $request->operation ?? null,
            (array) ($request->path ?? []),
            isset($request->context) ? (array) $request->context : null,
        ];
        if (isset($expected['error'])) {
            same($expected['error'], refused(fn () => $linter->lint(...$options), $request->name), $request->name);
            continue;
        }
        $report = $linter->lint(...$options);
        same(plain($expected), plain($report), $request->name);
        $severities = array_column($report['diagnostics'], 'severity');
        $count = fn (string $severity) => count(array_keys($severities, $severity, true));
        $counted = ['errors' => $count('error'), 'warnings' => $count('warning'), 'advice' => $count('advice')];
        same($counted, $linter->verdict(...$options), $request->name);
    }
}

function broken(): void
{
    $linter = Linter::open('en');
    foreach (['', "\xff\xfe", '{', "\0", str_repeat('x', 100_000_000), str_repeat('[', 1_000_000)] as $request) {
        $report = $linter->lint($request, 'cancelPayment');
        same(['invalid-json'], array_column($report['diagnostics'], 'rule'), 'a broken request');
    }
    $cycle = new stdClass();
    $cycle->self = $cycle;
    foreach ([$cycle, ['a' => NAN], ['a' => "\xff"], ['a' => fopen('php://memory', 'r')]] as $value) {
        refused(fn () => $linter->lint($value, 'cancelPayment'), 'a value that is no JSON');
    }
    same(true, str_contains(refused(fn () => $linter->lint('{}', context: ['chanel' => 'live']), 'context'), '`chanel`'), 'context');
    foreach ([['fr'], ['ko', '/no/such'], ['ko', null, ['no-such-rule' => 'off']]] as $settings) {
        refused(fn () => Linter::open(...$settings), 'settings');
    }
    refused(fn () => Linter::open(library: '/no/such/library.so'), 'a library');
    same(false, str_contains($linter->mask('{"customer": {"fullName": "홍길동"}}'), '홍길동'), 'masking');
    $linter->close();
    $linter->close();
    same('the linter is closed', refused(fn () => $linter->lint('{}'), 'closed'), 'closed');
    same('the linter is closed', refused(fn () => $linter->mask('{}'), 'closed'), 'closed');
}

function packs(): void
{
    $directory = sys_get_temp_dir() . '/smartro-lint-php-' . getmypid();
    mkdir($directory);
    file_put_contents("$directory/pack.yaml", "name: my-pg\nversion: 0.1.0\nuses: [portone]\n");
    file_put_contents("$directory/ids.rules", "/// At most 20.\nrule my-payment-id: error on requestPayment {\n" .
        "  require paymentId matches /[A-Za-z0-9]{1,20}/\n}\n");
    $report = Linter::open('en', $directory)->lint(['paymentId' => 'order 1'], 'requestPayment');
    same(true, in_array('my-payment-id', array_column($report['diagnostics'], 'rule'), true), 'a pack');
    file_put_contents("$directory/ids.rules", 'rule x: eror on requestPayment {}');
    same(true, str_contains(refused(fn () => Linter::open('en', $directory), 'mistakes'), "\n"), 'its mistakes');
    array_map(unlink(...), glob("$directory/*"));
    rmdir($directory);
}

function resident(): int
{
    preg_match('/VmRSS:\s+(\d+)/', file_get_contents('/proc/self/status'), $found);
    return (int) $found[1];
}

function memory(): void
{
    $linter = Linter::open();
    $run = function (int $times) use ($linter): void {
        for ($turn = 0; $turn < $times; $turn++) {
            $linter->verdict('{"reason": "단순 변심"}', 'cancelPayment');
            if ($turn % 8 === 0) {
                $linter->lint('{"reason": "단순 변심", "ammount": 1}', 'cancelPayment', context: ['channel' => 'live']);
            }
        }
    };
    $run(50_000);
    $before = resident();
    $run(1_000_000);
    $grown = resident() - $before;
    same(true, $grown < 16 << 10, "memory has grown by $grown KiB");
}

contract();
broken();
packs();
memory();
echo "all tests of PHP pass\n";
