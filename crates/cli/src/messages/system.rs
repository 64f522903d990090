//! Errors of the operating system, which gives them in its own language.

use std::error::Error as AnyError;
use std::io::{Error, ErrorKind};

use super::language;
use smartro_lint::Language;

/// The message of a library's error: that of the system's error which caused it, if one did.
pub(crate) fn cause(error: &(dyn AnyError + 'static)) -> String {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref() {
            return system(error);
        }
        cause = error.source();
    }
    error.to_string()
}

/// The message of an error of the operating system, in the language of the run; rare ones keep the
/// system's own words.
pub(crate) fn system(error: &Error) -> String {
    let own = error.to_string();
    // Errors of our own are in the language already.
    if language() != Language::Korean || error.get_ref().is_some() {
        return own;
    }
    let korean = match error.kind() {
        ErrorKind::NotFound => "그런 파일이나 디렉터리가 없습니다",
        ErrorKind::PermissionDenied => "권한이 없습니다",
        ErrorKind::AlreadyExists => "이미 있습니다",
        ErrorKind::IsADirectory => "디렉터리입니다",
        ErrorKind::NotADirectory => "경로의 일부가 디렉터리가 아닙니다",
        ErrorKind::StorageFull => "디스크에 남은 공간이 없습니다",
        ErrorKind::QuotaExceeded => "디스크 할당량을 넘었습니다",
        ErrorKind::ReadOnlyFilesystem => "읽기 전용 파일 시스템입니다",
        ErrorKind::InvalidFilename => "파일 이름이 너무 길거나 쓸 수 없는 이름입니다",
        ErrorKind::BrokenPipe => "받는 쪽이 먼저 끝났습니다",
        ErrorKind::ResourceBusy => "다른 프로그램이 쓰고 있습니다",
        ErrorKind::OutOfMemory => "메모리가 부족합니다",
        _ => return format!("시스템 오류({own})"),
    };
    match error.raw_os_error() {
        Some(code) => format!("{korean}(오류 번호 {code})"),
        None => korean.to_owned(),
    }
}
