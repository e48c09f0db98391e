//! The executable: reads flags, starts the runtime, and says why if it cannot.

use std::process::ExitCode;

use clap::Parser as _;
use tagprism_proxy::{Args, run};

fn main() -> ExitCode {
    let args = Args::parse();
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map(|runtime| {
            let outcome = runtime.block_on(run(args));
            // A look-up that hangs in the system's resolver must not hold up the end.
            runtime.shutdown_background();
            outcome
        });
    match outcome {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(err)) => {
            eprintln!("error: {err}");
            ExitCode::FAILURE
        }
        Err(err) => {
            eprintln!("error: no runtime: {err}");
            ExitCode::FAILURE
        }
    }
}
