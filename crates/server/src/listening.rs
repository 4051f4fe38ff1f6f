//! Taking an address, and knowing when to let go of it.

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::failure::Failure;
use crate::words::said;

/// Takes an address; `setting` is how the person can choose another one.
pub(crate) async fn take(address: SocketAddr, setting: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|cause| match cause.kind() {
        io::ErrorKind::AddrInUse => Failure::Refused(said!(
            "{address} is taken by another program: stop it, or choose another address with {setting}",
            "{address} 已被别的程序占用：停掉它，或用 {setting} 换个地址"
        )),
        io::ErrorKind::PermissionDenied => Failure::Refused(said!(
            "{address} needs more rights than this process has: choose a port above 1023 with {setting}, and let a \
             proxy serve the one below",
            "监听 {address} 权限不够：用 {setting} 换 1023 以上的端口，由代理转发"
        )),
        _ => Failure::Refused(said!("cannot listen on {address}: {cause}", "监听不了 {address}：{cause}")),
    })
}

/// Waits for Ctrl-C or for SIGTERM.
pub(crate) async fn asked_to_stop() -> io::Result<()> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[tokio::test]
    async fn a_taken_address_is_named_with_the_way_out() {
        let first = take("127.0.0.1:0".parse().unwrap(), "--listen").await.unwrap();
        let address = first.local_addr().unwrap();
        let failure = take(address, "--listen").await.unwrap_err();
        assert_eq!(failure.status(), 1);
        let words = failure.say(Lang::En).unwrap();
        assert!(words.contains(&address.to_string()) && words.contains("--listen"), "{words}");
    }
}
