//! The keys around a request.

/// The keys that are read of an envelope, of HTTP clients' requests and of recorded traffic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WrapperKey {
    Operation,
    Request,
    PathParams,
    Context,
    Id,
    Pg,
    Method,
    Url,
    Uri,
    Path,
    BaseUrl,
    PostData,
    Data,
    Body,
    Json,
    Payload,
    RequestBody,
}

impl WrapperKey {
    pub(crate) const ALL: [Self; 17] = [
        Self::Operation,
        Self::Request,
        Self::PathParams,
        Self::Context,
        Self::Id,
        Self::Pg,
        Self::Method,
        Self::Url,
        Self::Uri,
        Self::Path,
        Self::BaseUrl,
        Self::PostData,
        Self::Data,
        Self::Body,
        Self::Json,
        Self::Payload,
        Self::RequestBody,
    ];

    /// Where an HTTP call has its body. Of several the first one is sent: a recording has what
    /// went out, and a call with a URL, a method and `data` has no `body`.
    pub(crate) const BODIES: [Self; 6] =
        [Self::PostData, Self::Data, Self::Body, Self::Json, Self::Payload, Self::RequestBody];

    /// As it is written.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Request => "request",
            Self::PathParams => "pathParams",
            Self::Context => "context",
            Self::Id => "id",
            Self::Pg => "pg",
            Self::Method => "method",
            Self::Url => "url",
            Self::Uri => "uri",
            Self::Path => "path",
            Self::BaseUrl => "baseURL",
            Self::PostData => "postData",
            Self::Data => "data",
            Self::Body => "body",
            Self::Json => "json",
            Self::Payload => "payload",
            Self::RequestBody => "requestBody",
        }
    }

    /// The one that is written so. Patterns of bytes are distinguished by their length first, which
    /// is enough for most other keys.
    pub(crate) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"operation" => Self::Operation,
            b"request" => Self::Request,
            b"pathParams" => Self::PathParams,
            b"context" => Self::Context,
            b"id" => Self::Id,
            b"pg" => Self::Pg,
            b"method" => Self::Method,
            b"url" => Self::Url,
            b"uri" => Self::Uri,
            b"path" => Self::Path,
            b"baseURL" | b"baseUrl" => Self::BaseUrl,
            b"postData" => Self::PostData,
            b"data" => Self::Data,
            b"body" => Self::Body,
            b"json" => Self::Json,
            b"payload" => Self::Payload,
            b"requestBody" => Self::RequestBody,
            // Fields of bodies begin with a small letter.
            [b'A'..=b'Z', ..] => return Self::capitalised(name),
            _ => return None,
        })
    }

    /// The one that is written so but for its case: loggers of other languages write `Method`, `URL`
    /// and `BODY`.
    #[cold]
    fn capitalised(name: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name().as_bytes().eq_ignore_ascii_case(name))
    }
}

#[cfg(test)]
mod tests {
    use super::WrapperKey;

    #[test]
    fn a_key_is_found_by_its_name() {
        for key in WrapperKey::ALL {
            assert_eq!(WrapperKey::of(key.name().as_bytes()), Some(key));
        }
        assert_eq!(WrapperKey::of(b"requests"), None);
        assert_eq!(WrapperKey::of(b"BASEURL"), Some(WrapperKey::BaseUrl));
        assert_eq!(WrapperKey::of(b"PathParams"), Some(WrapperKey::PathParams));
        assert_eq!(WrapperKey::of(b"mETHOD"), None);
    }
}
