//! Writes the pages into a folder, with the style sheets as they are and without the program: to look at prose and figures
//! while writing them. `cargo run -p tagprism-pages --example write -- FOLDER`, from the root of the repository.

use std::{env, error::Error, fs, path::Path};
use tagprism_pages::{Content, build};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("say into which folder")?;
    let content = Content::load(Path::new("."))?;
    let template =
        fs::read_to_string("index.html")?.replace("data-trunk rel=\"css\"", "rel=\"stylesheet\"");
    for page in build(&content, &template, None)? {
        let path = Path::new(&folder).join(page.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, page.text)?;
    }
    Ok(())
}
