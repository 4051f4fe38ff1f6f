//! Has the linker keep one copy of functions that came out the same, in the build that is shipped: two megabytes less. And has
//! it leave the symbols out: cargo forgets `strip` for a package whose optimisation is its own.
//!
//! rustc links with LLD by itself on this one target; elsewhere the linker may not know the flag.

#[expect(clippy::disallowed_methods, reason = "cargo speaks to build scripts through the environment")]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    // `dist` alone builds this crate for size.
    let shipped = is("OPT_LEVEL", "z");
    let lld = is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && is("CARGO_CFG_TARGET_ARCH", "x86_64");
    if shipped && lld {
        println!("cargo::rustc-link-arg-bin=wxfleet=-Wl,--icf=all,--strip-all");
    }
}
