<?php

declare(strict_types=1);

namespace SmartroLint;

/** What cannot be linted with: an unknown key of the context, a pack with mistakes, a closed linter. */
final class LintException extends \RuntimeException
{
}
