// island: all
// The key `/` goes to the search box: the search page's own, else the header's. Not while the reader writes elsewhere.
(() => {
  'use strict';
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]')) return;
    const box = document.getElementById('q') ?? document.querySelector('.site-search input');
    if (!box) return;
    event.preventDefault();
    // On a narrow screen the box is in the closed menu.
    if (!box.checkVisibility?.()) box.closest('[popover]')?.showPopover?.();
    box.focus();
    box.select();
  });
})();
