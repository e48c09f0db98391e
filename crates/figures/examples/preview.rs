//! Prints figures as a page of their own, to look at: `cargo run -p tagprism-figures --example preview -- match rule=strict host=linux/s390x`
//!
//! Without a name it prints all of them. Open the page from the folder of the repository, so that it finds `style/`.

use std::{env, fs};
use tagprism_core::Platform;
use tagprism_figures::{FIGURES, Scene, State, frame, frame::Voice};

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    let pairs: Vec<(&str, &str)> = args.iter().filter_map(|arg| arg.split_once('=')).collect();
    let usual = Platform::new("linux", "arm64", "v8");
    let machine = pairs
        .iter()
        .find(|(name, _)| *name == "host")
        .and_then(|(_, host)| Platform::parse(host, &usual).ok())
        .unwrap_or(usual);
    let scene = Scene {
        machine: &machine,
        is_assumed: args.iter().any(|arg| arg == "assumed"),
        live: None,
        playhead: None,
    };
    // The sprite and the style sheets of the site stand in its page.
    let page = fs::read_to_string("index.html").unwrap_or_default();
    let sprite = page
        .split_once("<svg class=\"sprite\"")
        .and_then(|(_, rest)| rest.split_once("</svg>\n    <"))
        .map(|(sprite, _)| format!("<svg class=\"sprite\"{sprite}</svg>"));
    println!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Figures</title>"
    );
    for sheet in page.split("href=\"style/").skip(1) {
        let name = sheet.split('"').next().unwrap_or_default();
        println!("<link rel=\"stylesheet\" href=\"style/{name}\">");
    }
    println!(
        "<body data-page=\"learn\">{}<div class=\"sheet learn\"><main class=\"body\"><section>",
        sprite.unwrap_or_default()
    );
    for figure in FIGURES {
        if args
            .first()
            .is_none_or(|name| name.contains('=') || name == figure.name)
        {
            let state = State::read(figure.parameters, pairs.iter().copied());
            let drawn = frame(figure, (figure.draw)(&state, &scene), "", Voice::Aloud);
            println!("{}", drawn.to_html());
        }
    }
    println!("</section></main></div></body></html>");
}
