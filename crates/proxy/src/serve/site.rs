//! The built site, read into memory at the start: what is not there cannot be served, whatever a path says.

use std::{collections::BTreeMap, io, path::Path};

use self::{
    file::File,
    guards::{Guards, Kind},
};
use crate::answer::{self, Body};
use hyper::{
    HeaderMap, Response, StatusCode,
    body::Bytes,
    header::{self, HeaderValue},
};

mod file;
mod guards;
mod path;

/// More than this is no built site but a mistake in `--static-dir`, in bytes.
const SITE_LEN: usize = 512 * 1024 * 1024;
/// Folders inside folders.
const DEPTH: u8 = 16;

/// Why the site cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SiteError {
    /// Not there, or not readable.
    #[error("`{path}` cannot be read: {source} (build the site first, or leave out --static-dir)")]
    Unreadable { path: String, source: io::Error },
    /// A folder without a page.
    #[error("`{0}` has no index.html: is it the folder with the built site?")]
    NoIndex(String),
    /// A folder that is far too large.
    #[error("`{0}` is larger than a site can be: is it the folder with the built site?")]
    TooLarge(String),
}

/// All files of a site, and what is said with each of them.
pub struct Site {
    files: BTreeMap<String, File>,
    guards: Guards,
}

/// What of a request decides which file is answered, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageWish<'a> {
    /// The raw path.
    pub path: &'a str,
    /// HEAD instead of GET.
    pub head: bool,
    /// `Accept`.
    pub accept: Option<&'a str>,
    /// `Accept-Encoding`.
    pub accept_encoding: Option<&'a str>,
    /// `If-None-Match`.
    pub if_none_match: Option<&'a str>,
    /// The origin that was asked, if that is known.
    pub own: Option<&'a str>,
    /// Elements for the head of the page, before all others: for who shows a card of it.
    pub card: Option<&'a str>,
}

impl Site {
    /// Reads a folder. Links inside it are not followed.
    ///
    /// # Errors
    /// When it cannot be read, or holds no `index.html`.
    pub fn load(folder: &Path) -> Result<Site, SiteError> {
        let shown = || folder.display().to_string();
        let mut contents = BTreeMap::new();
        let mut left = SITE_LEN;
        file::read_folder(folder, "", DEPTH, &mut contents, &mut left).map_err(
            |(path, source)| match source.kind() {
                io::ErrorKind::FileTooLarge => SiteError::TooLarge(shown()),
                _ => SiteError::Unreadable {
                    path: path.display().to_string(),
                    source,
                },
            },
        )?;
        if !contents.contains_key("index.html") {
            return Err(SiteError::NoIndex(shown()));
        }
        let guards = Guards::new(&contents);
        let files = contents
            .keys()
            .map(|path| (path.clone(), File::new(path, &contents)))
            .collect();
        Ok(Site { files, guards })
    }

    /// The file of a path, a page for the paths that the app itself understands, or 404.
    pub fn answer(&self, wish: &PageWish<'_>) -> Response<Body> {
        let Some(path) = path::decode(wish.path) else {
            return self.respond(
                StatusCode::BAD_REQUEST,
                HeaderMap::new(),
                "bad request\n".into(),
                Kind::Part,
                wish,
            );
        };
        let folder = format!("{}/index.html", path.trim_end_matches('/'));
        let index = folder.trim_start_matches('/');
        let found = self
            .files
            .get(path.as_str())
            .or_else(|| self.files.get(index));
        match found.or_else(|| {
            // The page that static hosts serve for addresses without a file: the program reads the address.
            ["404.html", "index.html"]
                .iter()
                .find_map(|page| self.files.get(*page))
                .filter(|_| path::is_page(&path, wish.accept))
        }) {
            Some(file) => match wish.card.and_then(|card| with_card(file, card)) {
                Some(page) => self.send_made(file, page, wish),
                None => self.send(file, wish),
            },
            None => self.respond(
                StatusCode::NOT_FOUND,
                HeaderMap::new(),
                "not found\n".into(),
                Kind::Part,
                wish,
            ),
        }
    }

    fn send(&self, file: &File, wish: &PageWish<'_>) -> Response<Body> {
        let accepts = |coding| accepts_coding(wish.accept_encoding.unwrap_or_default(), coding);
        let brotli = file
            .brotli
            .as_ref()
            .filter(|_| accepts("br"))
            .map(|variant| (variant, Some("br")));
        let gzip = file
            .gzip
            .as_ref()
            .filter(|_| accepts("gzip"))
            .map(|variant| (variant, Some("gzip")));
        let (variant, coding) = brotli.or(gzip).unwrap_or((&file.plain, None));
        let mut headers = HeaderMap::with_capacity(16);
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(file.media_type),
        );
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static(file.cache_control),
        );
        headers.insert(header::ETAG, variant.etag.clone());
        if file.brotli.is_some() || file.gzip.is_some() {
            headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        }
        let both = variant.etag.to_str().ok().zip(wish.if_none_match);
        if both.is_some_and(|(etag, known)| answer::is_known(etag, known)) {
            return self.respond(
                StatusCode::NOT_MODIFIED,
                headers,
                Bytes::new(),
                file.kind,
                wish,
            );
        }
        headers.extend(
            coding.map(|coding| (header::CONTENT_ENCODING, HeaderValue::from_static(coding))),
        );
        self.respond(
            StatusCode::OK,
            headers,
            variant.bytes.clone(),
            file.kind,
            wish,
        )
    }

    /// A page that was changed for this answer: nobody has a compressed twin or an earlier copy of it.
    fn send_made(&self, file: &File, page: Bytes, wish: &PageWish<'_>) -> Response<Body> {
        let mut headers = HeaderMap::with_capacity(16);
        for (name, value) in [
            (header::CONTENT_TYPE, file.media_type),
            (header::CACHE_CONTROL, file.cache_control),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        self.respond(StatusCode::OK, headers, page, file.kind, wish)
    }

    fn respond(
        &self,
        status: StatusCode,
        mut headers: HeaderMap,
        bytes: Bytes,
        kind: Kind,
        wish: &PageWish<'_>,
    ) -> Response<Body> {
        if !headers.contains_key(header::CACHE_CONTROL) {
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/plain; charset=utf-8"),
            );
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        if status != StatusCode::NOT_MODIFIED {
            headers.insert(header::CONTENT_LENGTH, bytes.len().into());
        }
        self.guards.mark(&mut headers, kind, wish.own);
        let body = if wish.head || bytes.is_empty() {
            Body::default()
        } else {
            answer::full(bytes)
        };
        answer::respond(status, headers, body)
    }
}

/// A page with more in its head, after the character set, which has to stand near the top. `None` for what is no page.
fn with_card(file: &File, card: &str) -> Option<Bytes> {
    let page = std::str::from_utf8(&file.plain.bytes).ok()?;
    let start = page.find("<meta charset")?;
    let place = start + page[start..].find('>')? + 1;
    Some(format!("{}{card}{}", &page[..place], &page[place..]).into())
}

/// `Accept-Encoding` (RFC 9110 §12.5.3), as far as browsers use it.
fn accepts_coding(field: &str, coding: &str) -> bool {
    field.split(',').any(|item| {
        let (name, weight) = item.split_once(';').unwrap_or((item, ""));
        let refused = weight
            .trim()
            .strip_prefix("q=")
            .is_some_and(|q| q.trim().parse::<f32>().is_ok_and(|q| q <= 0.0));
        name.trim().eq_ignore_ascii_case(coding) && !refused
    })
}

#[cfg(test)]
mod tests;
