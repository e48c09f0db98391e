//! Prints what a machine gets from an index, and why:
//! `cargo run -p tagprism-core --example explain -- crates/core/testdata/many-platforms/index.json linux/arm/v6`

use std::{env, error::Error, fs};

use tagprism_core::{
    Document, Platform,
    document::{Body, Expectation},
    resolve::{Outcome, Policy, Question, RuleSet, Verdict, resolve},
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(path), Some(platform)) = (arguments.next(), arguments.next()) else {
        return Err("two arguments are needed: a document and a platform".into());
    };
    let host = Platform::parse(&platform, &Platform::new("linux", "amd64", ""))?;
    let document = Document::read(fs::read(path)?, &Expectation::default())?;
    println!("{}, {}", document.describe(), document.sha256());
    for diagnostic in &document.diagnostics {
        println!("  {}: {diagnostic}", diagnostic.severity);
    }
    let Body::Index(index) = &document.body else {
        println!("no index: every machine gets this document");
        return Ok(());
    };
    let question = Question {
        host,
        policy: Policy::default(),
        rules: RuleSet::default(),
    };
    let resolution = resolve(&index.offers(), &question);
    let wishes: Vec<String> = resolution.wishes.iter().map(Platform::to_string).collect();
    println!("{} accepts {}", resolution.host, wishes.join(", "));
    for candidate in &resolution.candidates {
        let platform = match &candidate.platform {
            Some(platform) => platform.to_string(),
            None => "(none stated)".to_owned(),
        };
        let verdict = match &candidate.verdict {
            Verdict::Chosen(_) => "chosen".to_owned(),
            Verdict::Acceptable(accepted) => format!("acceptable, place {}", accepted.place),
            Verdict::Refused(refusal) => format!("refused: {refusal}"),
        };
        println!("{:>4}  {platform:<30} {verdict}", candidate.position);
    }
    if let Outcome::NoMatch(no_match) = &resolution.outcome {
        println!("{}", no_match.message);
        for remedy in &no_match.remedies {
            println!("  {remedy}");
        }
    }
    Ok(())
}
