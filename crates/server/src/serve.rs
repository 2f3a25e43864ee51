//! Opening the door.

use crate::db::Pool;
use crate::reader::Reader;
use crate::room::{Room, router, threads};
use axum::serve::{Listener, ListenerExt};
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

/// Connections at once; more wait in the system's queue.
const CONNECTIONS: usize = 1024;
/// How long a connection may be silent. Longer than the longest answer takes.
const SILENCE: Duration = Duration::from_secs(240);
/// How long an idle thread is kept.
const KEEP: Duration = Duration::from_secs(3600);
/// How long open requests may go on after the signal to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Why the room cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Closed {
    /// The archive cannot be read.
    #[error("{0}")]
    Archive(String),
    /// Others than this machine could come in, and nothing would stop them.
    #[error("{0} can be reached from other machines: give --token, or listen on 127.0.0.1")]
    Open(SocketAddr),
    /// A token that anybody would guess.
    #[error("the token is too short: at least {SHORTEST} characters, without spaces or semicolons")]
    Token,
    /// The address is taken, or not ours.
    #[error("cannot listen on {0}: {1}")]
    Taken(SocketAddr, io::Error),
    /// The system did not let us.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Characters of a token at least.
const SHORTEST: usize = 12;

/// What can be chosen.
pub struct Options<'o> {
    /// The archive.
    pub archive: &'o Path,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// What one must know to come in. Needed for every address but loopback.
    pub token: Option<&'o str>,
    /// Reads pages that are sent; none: they are not read.
    pub reader: Option<Arc<dyn Reader>>,
}

/// Serves an archive until a signal to stop. `opened` is told the address once it listens.
pub fn serve(options: Options, opened: impl FnOnce(SocketAddr)) -> Result<(), Closed> {
    if options.token.is_none() && !options.listen.ip().is_loopback() {
        return Err(Closed::Open(options.listen));
    }
    let sound = |t: &str| t.len() >= SHORTEST && t.bytes().all(|b| b.is_ascii_graphic() && b != b';' && b != b',');
    if options.token.is_some_and(|token| !sound(token)) {
        return Err(Closed::Token);
    }
    let pool = Pool::open(options.archive).map_err(|e| Closed::Archive(e.to_string()))?;
    let room = Arc::new(Room::new(pool, options.token, options.reader));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(threads())
        .thread_keep_alive(KEEP)
        .build()?;
    runtime.block_on(async {
        let tcp = TcpListener::bind(options.listen).await.map_err(|e| Closed::Taken(options.listen, e))?;
        opened(tcp.local_addr()?);
        let tcp = tcp.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        });
        let listener = Bounded { tcp, room: Arc::new(Semaphore::new(CONNECTIONS)) };
        let (stop, stopped) = tokio::sync::watch::channel(());
        let until = async move {
            signal().await;
            drop(stop);
        };
        let served = axum::serve(listener, router(room)).with_graceful_shutdown(until);
        let mut stopped = stopped;
        tokio::select! {
            served = async { served.await } => served?,
            () = async { let _ = stopped.changed().await; sleep(GRACE).await } => {}
        }
        Ok(())
    })
}

/// Waits for Ctrl-C, or for the system's word to end.
async fn signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut end) = signal(SignalKind::terminate()) {
            tokio::select! { _ = tokio::signal::ctrl_c() => {}, _ = end.recv() => {} }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// A listener that holds so many connections at once.
struct Bounded<L> {
    tcp: L,
    room: Arc<Semaphore>,
}

impl<L: Listener<Io = TcpStream, Addr = SocketAddr>> Listener for Bounded<L> {
    type Io = Held;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Held, SocketAddr) {
        let permit = Arc::clone(&self.room).acquire_owned().await.ok();
        let (stream, from) = self.tcp.accept().await;
        (Held { stream, silence: Box::pin(sleep(SILENCE)), _permit: permit }, from)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.tcp.local_addr()
    }
}

/// A connection, and its place among those that are open. It ends when it has been silent for too long.
struct Held {
    stream: TcpStream,
    silence: Pin<Box<Sleep>>,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Held {
    /// What came of reading or writing: it starts the silence anew, or it may have lasted too long.
    fn heard<T>(&mut self, cx: &mut Context<'_>, came: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        match came {
            Poll::Ready(done) => {
                self.silence.as_mut().reset(Instant::now() + SILENCE);
                Poll::Ready(done)
            }
            Poll::Pending => self.silence.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into())),
        }
    }
}

impl AsyncRead for Held {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let came = Pin::new(&mut self.stream).poll_read(cx, buf);
        self.heard(cx, came)
    }
}

impl AsyncWrite for Held {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let came = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.heard(cx, came)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let came = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.heard(cx, came)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[test]
    fn a_connection_that_is_silent_for_too_long_ends() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let mut other = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
            let (stream, _) = listener.accept().await.unwrap();
            let mut held = Held { stream, silence: Box::pin(sleep(Duration::from_millis(50))), _permit: None };
            let mut bytes = [0; 4];
            other.write_all(b"word").await.unwrap();
            held.read_exact(&mut bytes).await.unwrap(); // and the silence starts anew
            held.silence.as_mut().reset(Instant::now() + Duration::from_millis(50));
            let ended = held.read(&mut bytes).await;
            assert_eq!(ended.map_err(|e| e.kind()), Err(io::ErrorKind::TimedOut));
        });
    }
}
