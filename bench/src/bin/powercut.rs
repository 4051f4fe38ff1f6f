//! The power cut under load: what was confirmed before it must be there after it.
//!
//! `cargo xtask powercut` builds what is needed and runs this: `powercut WXFLEET DIRECTORY ROUNDS`.
//!
//! The database lies on an ext4 file system in an image file. At some moment under load the server is stopped (SIGSTOP)
//! and the image is copied as it is: what was written but not flushed is still in memory, above the image, and so is
//! not in the copy. The copy is mounted, its journal replayed as after a cut, and the database in it is read. A disk
//! that confirms a flush without doing it is not imitated: that takes a device of its own.
//!
//! This needs Linux, root and loop devices; where they are missing it says so and exits with 2.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use wxfleet_bench::Failure;
use wxfleet_bench::kept::{Comparison, compare};
use wxfleet_bench::pushes::Maker;
use wxfleet_bench::sender::{runtime, send};
use wxfleet_bench::server::{Server, start_with_component};

const IMAGE_BYTES: u64 = 256 << 20;
const CONNECTIONS: usize = 64;
const PUSHES: u64 = 30_000;
const PATIENCE: Duration = Duration::from_secs(20);

fn main() -> Result<ExitCode, Failure> {
    let usage = "powercut WXFLEET DIRECTORY ROUNDS";
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or(usage);
    let (wxfleet, directory) = (PathBuf::from(next()?).canonicalize()?, PathBuf::from(next()?));
    let rounds: u32 = next()?.parse()?;
    let place = directory.join(format!("wxfleet-powercut-{}", std::process::id()));
    std::fs::create_dir(&place)?;
    if let Err(reason) = try_to_mount(&place) {
        std::fs::remove_dir_all(&place)?;
        eprintln!("no power cut can be imitated here: {reason}. It takes root, ext4 and loop devices.");
        return Ok(ExitCode::from(2));
    }
    let (mut failed, mut acked) = (0, 0);
    for number in 0..rounds {
        let (confirmed, found) = cut(&wxfleet, &place, number)?;
        println!(
            "{:>4}: {confirmed} confirmed, {} stored, {} lost, {} twice, file {}: {}",
            number + 1,
            found.stored,
            found.lost,
            found.twice,
            if found.whole { "whole" } else { "DAMAGED" },
            if found.holds() { "holds" } else { "BROKEN" }
        );
        acked += confirmed;
        failed += u32::from(!found.holds());
    }
    std::fs::remove_dir_all(&place)?;
    println!("\n{rounds} cuts, {acked} pushes confirmed before them; rounds that broke a promise: {failed}");
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn try_to_mount(place: &Path) -> Result<(), Failure> {
    drop(Mounted::new(&fresh_image(place)?, &place.join("live"))?);
    Ok(())
}

fn cut(wxfleet: &Path, place: &Path, number: u32) -> Result<(usize, Comparison), Failure> {
    let (image, copy) = (fresh_image(place)?, place.join("copy.img"));
    let live = Mounted::new(&image, &place.join("live"))?;
    let server = start_with_component(wxfleet, &live.path.join("data"))?;
    let after = Duration::from_millis(200 + u64::from(number) * 617 % 1_000);
    let acked = push_and_freeze(server, &image, &copy, after)?;
    drop(live);
    let after_the_cut = Mounted::new(&copy, &place.join("copy"))?;
    let found = compare(&after_the_cut.path.join("data"), &acked)?;
    Ok((acked.len(), found))
}

/// Pushes until the cut; says what was confirmed before it.
fn push_and_freeze(mut server: Server, image: &Path, copy: &Path, after: Duration) -> Result<Vec<u64>, Failure> {
    let (address, id) = (server.address, server.id().to_string());
    let requests = Maker::new().fresh(PUSHES);
    runtime()?.block_on(async {
        let sending = tokio::spawn(send(address, CONNECTIONS, requests, PATIENCE));
        tokio::time::sleep(after).await;
        run("kill", &["-STOP", &id])?;
        std::fs::copy(image, copy)?;
        server.kill()?;
        let outcome = sending.await?;
        Ok(outcome.acked)
    })
}

/// An empty file system in a file.
fn fresh_image(place: &Path) -> Result<PathBuf, Failure> {
    let image = place.join("live.img");
    let file = std::fs::File::create(&image)?;
    file.set_len(IMAGE_BYTES)?;
    file.sync_all()?;
    run("mkfs.ext4", &["-q", "-F", &image.display().to_string()])?;
    Ok(image)
}

/// A mounted image; unmounted when it is dropped.
struct Mounted {
    path: PathBuf,
}

impl Mounted {
    fn new(image: &Path, path: &Path) -> Result<Self, Failure> {
        std::fs::create_dir_all(path)?;
        // The file system writes by itself every five minutes only: nothing but a flush saves what is confirmed.
        run("mount", &["-o", "loop,commit=300", &image.display().to_string(), &path.display().to_string()])?;
        Ok(Self { path: path.to_owned() })
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Err(error) = run("umount", &[&self.path.display().to_string()]) {
            eprintln!("{error}");
        }
    }
}

fn run(program: &str, arguments: &[&str]) -> Result<(), Failure> {
    let output = Command::new(program).args(arguments).output().map_err(|error| format!("{program}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(format!("{program}: {}", said.trim()).into()) }
}
