//! Everything that people wrote for the pages, read from the repository.

use crate::{
    glossary::{Term, glossary},
    search::check_errors,
    section::Section,
    sources::{Fact, facts},
};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// Where the prose lies, below the root of the repository.
const EXPLAINER: &str = "src/explainer";

/// The pages' content before it is HTML.
#[derive(Debug)]
pub struct Content {
    /// In their order.
    pub(crate) sections: Vec<Section>,
    /// In alphabetical order.
    pub(crate) terms: Vec<Term>,
    /// The error index, as Markdown.
    pub(crate) errors: String,
    /// Worked files by name.
    pub(crate) files: BTreeMap<String, String>,
    /// Every taught fact with its sources.
    pub(crate) facts: Vec<Fact>,
}

/// Why the pages cannot be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContentError {
    /// A file that the pages need cannot be read.
    #[error("`{path}` cannot be read: {source}")]
    Unreadable {
        /// Where it should be.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// A name of a section's file that is not `NN-slug.md`.
    #[error("`{0}` is not named like `05-image-index.md`")]
    Name(String),
    /// A section without a title in its first line.
    #[error("`{0}` does not begin with `# ` and a title")]
    Title(String),
    /// A row of a list or table that is not in the form of its neighbors.
    #[error("`{file}`, line {line}: not of the form `{form}`")]
    Row {
        /// Which file.
        file: &'static str,
        /// From 1.
        line: usize,
        /// What it should look like.
        form: &'static str,
    },
    /// A link to a term that the glossary does not have.
    #[error("`{place}` links to the term `{term}`, which the glossary does not have")]
    Term {
        /// The section.
        place: String,
        /// The id.
        term: String,
    },
    /// A directive that the generator does not know, or one that names something that is not there.
    #[error("`{place}` asks for `{directive}`, which does not exist")]
    Directive {
        /// The section.
        place: String,
        /// What stands between the braces.
        directive: String,
    },
    /// The template lacks a part that pages are made from.
    #[error("the template has no `{0}`")]
    Template(&'static str),
}

impl Content {
    /// Reads the content below the root of the repository.
    ///
    /// # Errors
    ///
    /// When a file is missing or not in the expected form.
    pub fn load(root: &Path) -> Result<Self, ContentError> {
        let explainer = root.join(EXPLAINER);
        let mut sections = Vec::new();
        for path in files_in(&explainer.join("sections"))? {
            sections.push(Section::parse(&name_of(&path), read(&path)?)?);
        }
        let mut files = BTreeMap::new();
        for path in files_in(&explainer.join("files"))? {
            files.insert(name_of(&path), read(&path)?);
        }
        let errors = read(&explainer.join("errors.md"))?;
        check_errors(&errors)?;
        Ok(Self {
            sections,
            terms: glossary(&read(&explainer.join("glossary.md"))?)?,
            errors,
            files,
            facts: facts(&read(&root.join("docs/sources.md"))?)?,
        })
    }
}

fn unreadable(path: &Path, source: io::Error) -> ContentError {
    ContentError::Unreadable {
        path: path.display().to_string(),
        source,
    }
}

fn read(path: &Path) -> Result<String, ContentError> {
    fs::read_to_string(path).map_err(|source| unreadable(path, source))
}

/// The files of a folder, by name.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>, ContentError> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|source| unreadable(folder, source))? {
        let path = entry.map_err(|source| unreadable(folder, source))?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
