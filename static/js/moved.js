// island: none
// On a page that moved: goes on to where it is now and keeps the passage that the reader's link names. Without it the
// page's own refresh goes on to the top.
(() => {
  'use strict';
  const to = new URL(document.currentScript.dataset.to, location.href);
  if (location.hash) to.hash = location.hash;
  to.search = location.search;
  location.replace(to);
})();
