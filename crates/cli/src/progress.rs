//! A progress bar on a terminal's standard error, and nothing anywhere else.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How far reading has come.
pub struct Progress {
    bar: ProgressBar,
    taken: Arc<AtomicU64>,
    read: u64,
}

impl Progress {
    /// A bar over the bytes of `typed`; hidden if `wanted` is false or standard error is no terminal.
    pub fn new(typed: &[PathBuf], taken: Arc<AtomicU64>, wanted: bool) -> Progress {
        if !wanted || !std::io::stderr().is_terminal() {
            return Progress { bar: ProgressBar::hidden(), taken, read: 0 };
        }
        let total = typed.iter().map(|path| size(path)).try_fold(0u64, |sum, size| Some(sum + size?));
        let (bar, template) = match total {
            Some(bytes) => (ProgressBar::new(bytes), "{bar:24.cyan/black.bright} {percent:>3}%  {msg}  {eta} left"),
            None => (ProgressBar::new_spinner(), "{spinner:.cyan} {msg}"),
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
        bar.set_style(style.progress_chars("━━─"));
        bar.enable_steady_tick(Duration::from_millis(250));
        Progress { bar, taken, read: 0 }
    }

    /// One more page is done.
    pub fn step(&mut self) {
        self.steps(1);
    }

    /// So many more pages are done.
    pub fn steps(&mut self, n: u64) {
        self.read += n;
        if self.bar.is_hidden() {
            return;
        }
        self.bar.set_position(self.taken.load(Ordering::Relaxed));
        let rate = self.read as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{} pages, {rate:.0} a second", self.read));
    }

    /// Does something else on the terminal with the bar out of the way.
    pub fn pause<T>(&self, other: impl FnOnce() -> T) -> T {
        self.bar.suspend(other)
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// Bytes of a file, or of all files in a folder; none for a pipe.
fn size(path: &Path) -> Option<u64> {
    let meta = std::fs::metadata(path).ok()?;
    if meta.is_file() {
        return Some(meta.len());
    }
    let mut sum = 0;
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).ok()?.flatten() {
            match entry.metadata() {
                Ok(meta) if meta.is_dir() => folders.push(entry.path()),
                Ok(meta) => sum += meta.len(),
                Err(_) => {}
            }
        }
    }
    Some(sum)
}
