//! Debian's busybox as images: one layer with the program, one with a note that
//! is the same bytes under every platform.

use super::archive::{Entry as Packed, Layer};
use super::image::{Step, image};
use super::object::{Entry, Format, Object, Platform};
use super::packages::Program;
use crate::failure::Outcome;

const NOTE: &[u8] = b"Built by cargo xtask samples from Debian's busybox-static.\n";

/// One program, with the layers that its images are made of.
pub struct Busybox<'a> {
    pub program: &'a Program,
    steps: Vec<Step>,
}

impl<'a> Busybox<'a> {
    /// Packs the layers.
    ///
    /// # Errors
    ///
    /// When one cannot be packed.
    pub fn pack(program: &'a Program) -> Outcome<Self> {
        Ok(Self {
            program,
            steps: vec![program_step(program)?, note_step()?],
        })
    }

    pub fn platform(&self) -> Platform {
        Platform {
            os: "linux",
            architecture: self.program.architecture,
            variant: self.program.variant,
            os_version: None,
        }
    }

    pub fn image(&self, format: Format) -> Object {
        image(format, &self.platform(), &["sh"], &self.steps)
    }

    /// The image as an entry of an index.
    pub fn entry(&self, format: Format) -> Entry {
        Entry::image(self.image(format), self.platform(), Vec::new())
    }
}

fn program_step(program: &Program) -> Outcome<Step> {
    let binary = Packed::File {
        bytes: &program.busybox,
        is_program: true,
    };
    let layer = Layer::pack(&[
        ("bin/", Packed::Directory),
        ("bin/busybox", binary),
        ("bin/ls", Packed::Link("busybox")),
        ("bin/sh", Packed::Link("busybox")),
    ])?;
    let Program {
        version, debian, ..
    } = program;
    Ok(Step {
        layer,
        created_by: format!("COPY busybox /bin/ # busybox-static {version} for {debian}"),
    })
}

fn note_step() -> Outcome<Step> {
    let file = Packed::File {
        bytes: NOTE,
        is_program: false,
    };
    Ok(Step {
        layer: Layer::pack(&[("etc/", Packed::Directory), ("etc/tagprism", file)])?,
        created_by: "COPY tagprism /etc/ # buildkit".to_owned(),
    })
}
