//! Connections: accepted up to a bound, with a deadline for each request's head, drained at the end.
//!
//! hyper keeps a head's deadline only when its builder has a timer, and hyper-util's builder for both HTTP versions has
//! no deadline at all while it waits for a connection's first bytes. So this is HTTP/1.1 alone, with a timer; HTTP/2
//! ends at the proxy that brings TLS.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

/// How long a request's head may take to arrive; also how long an idle connection is kept.
const HEAD_DEADLINE: Duration = Duration::from_secs(5);
/// The same for who comes while few places are left, so that the next ones wait less behind those who say nothing.
const CROWDED_DEADLINE: Duration = Duration::from_secs(1);
/// How long requests under way are waited for at the end.
const DRAIN: Duration = Duration::from_secs(10);
/// Connections at once. More wait in the kernel's queue, so that the database and the way to WeChat keep their files.
const CONNECTIONS: usize = 4_096;
/// It is crowded when fewer places than these are left.
const AT_EASE: usize = CONNECTIONS / 4;
/// After the system refused a connection, for instance for want of a file descriptor.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// The other end of a connection: whoever connected, or the proxy before us. What a proxy says of its own callers is
/// not believed, since anybody may say so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// The router, told who connected where a page asks for it: pushes, which are many, do not.
struct FromPeer {
    peer: Peer,
    service: TowerToHyperService<Router>,
}

impl Service<hyper::Request<Incoming>> for FromPeer {
    type Response = <TowerToHyperService<Router> as Service<hyper::Request<Incoming>>>::Response;
    type Error = <TowerToHyperService<Router> as Service<hyper::Request<Incoming>>>::Error;
    type Future = <TowerToHyperService<Router> as Service<hyper::Request<Incoming>>>::Future;

    fn call(&self, mut request: hyper::Request<Incoming>) -> Self::Future {
        if request.uri().path().starts_with("/console/") {
            request.extensions_mut().insert(self.peer);
        }
        self.service.call(request)
    }
}

/// Serves until `shutdown`, then drains for at most ten seconds.
pub async fn serve(listener: TcpListener, router: Router, shutdown: CancellationToken) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let place = tokio::select! {
            () = shutdown.cancelled() => break,
            place = Arc::clone(&places).acquire_owned() => place.expect("the semaphore is never closed"),
        };
        let accepted = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let patience = patience(places.available_permits());
                connect(stream, Peer(peer), router.clone(), &graceful, place, patience);
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still under way after ten seconds; they are cut off");
    }
}

/// How long the heads of a new connection may take, by the places that are left.
const fn patience(left: usize) -> Duration {
    if left < AT_EASE { CROWDED_DEADLINE } else { HEAD_DEADLINE }
}

fn connect(
    stream: TcpStream,
    peer: Peer,
    router: Router,
    graceful: &GracefulShutdown,
    place: OwnedSemaphorePermit,
    patience: Duration,
) {
    // Answers are small and whole; without this a slow acknowledgement would hold them back.
    stream.set_nodelay(true).ok();
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), FromPeer { peer, service: TowerToHyperService::new(router) });
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
        drop(place);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_into_a_crowd_must_be_quick() {
        assert_eq!([CONNECTIONS, AT_EASE].map(patience), [HEAD_DEADLINE; 2]);
        assert_eq!([AT_EASE - 1, 0].map(patience), [CROWDED_DEADLINE; 2]);
    }
}
