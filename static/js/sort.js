// island: publisher sources topic_sources
// Sorts a table by a column. Takes table.sortable whose heads are buttons in th[data-sort="name"]; a cell's value is its
// data-value, its time or its words, and an empty value goes last. The state is aria-sort and `?sort=name` in the
// address (`-name` for downwards). Without it the buttons are out of sight and the order is the page's.
(() => {
  'use strict';
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

  function value(row, column) {
    const cell = row.cells[column];
    return cell.dataset.value ?? cell.querySelector('time')?.dateTime ?? cell.textContent.trim();
  }

  function start(table) {
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.matches('.list-head'));

    function sort(head, down) {
      const column = heads.indexOf(head);
      const keyed = rows.map((row) => [value(row, column), row]);
      keyed.sort(([a], [b]) => (!a - !b) || (down ? compare(b, a) : compare(a, b)));
      // One list without the headings, which are those of the page's order.
      table.tBodies[0].append(...keyed.map(([, row]) => row));
      table.classList.add('is-sorted');
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    }

    for (const head of heads) {
      head.querySelector('button')?.addEventListener('click', () => {
        const now = head.getAttribute('aria-sort');
        const down = now ? now === 'ascending' : head.dataset.first === 'down';
        sort(head, down);
        const query = new URLSearchParams(location.search);
        query.set('sort', (down ? '-' : '') + head.dataset.sort);
        history.replaceState(history.state, '', `${location.pathname}?${query}${location.hash}`);
      });
    }
    const asked = new URLSearchParams(location.search).get('sort') || '';
    const head = heads.find((h) => h.dataset.sort && h.dataset.sort === asked.replace(/^-/, ''));
    if (head) sort(head, asked.startsWith('-'));
  }

  document.querySelectorAll('table.sortable').forEach(start);
})();
