//! `agon lsp` in real editors.

mod neovim;
