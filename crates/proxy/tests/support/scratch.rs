//! A folder that goes with its test.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A new, empty folder below cargo's folder for integration tests; removed on drop.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new() -> Self {
        let serial = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("proxy-{}-{serial}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).expect("the scratch folder can be made");
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file, with the folders it needs, and returns where it is.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        let folder = path.parent().expect("a file has a folder");
        fs::create_dir_all(folder).expect("folders can be made");
        fs::write(&path, content).expect("scratch files can be written");
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder left behind in the target directory is a nuisance, not a failure.
        let _ = fs::remove_dir_all(&self.0);
    }
}
