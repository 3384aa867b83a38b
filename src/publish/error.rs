//! Why a site could not be published. Every message says what is published now and what to do next.

use crate::output::WriteError;

/// An error for which a site is not, or not wholly, published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error(transparent)]
    Disk(#[from] WriteError),
    #[error(
        "{count} of {published} published files would be deleted, and the limit is {limit}; nothing was published; look at \
         them with --dry-run, and if that is right, publish with --max-deletes {count}"
    )]
    TooManyDeletes { count: usize, published: usize, limit: usize },
    #[error(
        "{place} has {} that agon did not put there and would overwrite: {}; nothing was published; move them, or take \
         them over with --adopt", file_count(.paths.len()), first_paths(.paths)
    )]
    Unmanaged { place: String, paths: Vec<String> },
    #[error("{} is where the site is built; publish to another folder", .0.display())]
    Same(std::path::PathBuf),
    #[error(
        "there are no credentials for the store; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    )]
    NoCredentials,
    #[error(
        "\"{0}\" cannot be the address of a bucket: {1}; write --bucket name or --bucket name/prefix"
    )]
    BadBucket(String, String),
    #[error("cannot {action}: {reason}; {next}")]
    Store { action: String, reason: String, next: &'static str },
    #[error(
        "branch {0} holds the source of a site; publish to a branch of its own, such as gh-pages; nothing was published"
    )]
    SourceBranch(String),
    #[error("the git command is missing; install git, or publish to a folder or a bucket")]
    NoGit,
    #[error("{} is not in a git repository and has no remote \"{remote}\"; name the remote's address with --remote", .root.display())]
    NoRepository { root: std::path::PathBuf, remote: String },
    #[error("cannot {action}: {message}; {next}")]
    Git { action: String, message: String, next: &'static str },
}

fn file_count(count: usize) -> String {
    if count == 1 { "a file".to_string() } else { format!("{count} files") }
}

fn first_paths(paths: &[String]) -> String {
    let first = paths.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
    match paths.len().saturating_sub(5) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unmanaged_names_the_first_paths_and_the_option() {
        let paths: Vec<String> = (0..7).map(|n| format!("{n}.html")).collect();
        let message = PublishError::Unmanaged { place: "bucket b/".into(), paths }.to_string();
        let expected = "bucket b/ has 7 files that agon did not put there and would overwrite: 0.html, 1.html, 2.html, \
            3.html, 4.html and 2 more; nothing was published; move them, or take them over with --adopt";
        assert_eq!(message, expected);
    }
}
