// island: topic
// A passage of a topic's text has its own page now. A link to its old place goes on to it; without this it leads to the line
// that links there.
(() => {
  'use strict';
  function follow() {
    const mark = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const line = mark?.closest('[data-moved-to]');
    if (line) location.replace(line.dataset.movedTo + location.hash);
  }
  addEventListener('hashchange', follow);
  follow();
})();
