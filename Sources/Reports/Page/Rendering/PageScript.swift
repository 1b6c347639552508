// SPDX-License-Identifier: Apache-2.0

/// The script of the page: sorting and filtering of the table of providers, and what a link to a session unfolds. The
/// page is whole without it.
enum PageScript {
  /// SHA-256 of `text` in base64: a test computes it.
  static let hash = "UvHnodej8NjmOkNqeh8KTH0r1+ynWIP9alNmToa1poo="

  static let text = """
    (() => {
      'use strict';
      const table = document.getElementById('pt');
      if (!table) return;
      const query = document.getElementById('q');
      const show = document.getElementById('show');
      const form = query.form;
      const rows = [...table.tBodies];
      const names = rows.map(row => row.rows[0].cells[0].textContent.toLowerCase());
      const heads = [...table.tHead.rows[1].cells];
      let order = { column: -1, falling: true };
      form.hidden = false;

      const value = (row, column) => {
        const text = row.rows[0].cells[column].textContent.replace(/[~,]/g, '').trim();
        if (text === '') return null;
        const rank = ['no', 'offered', 'used'].indexOf(text);
        if (rank >= 0) return rank;
        const number = parseFloat(text);
        return Number.isNaN(number) ? text.toLowerCase() : number;
      };
      const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

      const sort = () => {
        let sorted = rows.map((row, place) => ({ row, place, key: order.column < 0 ? place : value(row, order.column) }));
        if (order.column >= 0) {
          const sign = order.falling ? -1 : 1;
          sorted.sort((a, b) => {
            if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.place - b.place;
            return sign * compare(a.key, b.key) || a.place - b.place;
          });
        }
        table.append(...sorted.map(entry => entry.row));
        heads.forEach((head, column) => {
          if (column === order.column) head.ariaSort = order.falling ? 'descending' : 'ascending';
          else head.removeAttribute('aria-sort');
        });
      };

      const filter = () => {
        const word = query.value.trim().toLowerCase();
        let shown = 0;
        rows.forEach((row, place) => {
          row.hidden = !names[place].includes(word) || (show.value !== '' && !row.dataset.k.includes(show.value));
          if (!row.hidden) shown += 1;
        });
        document.getElementById('shown').value = shown + ' of ' + rows.length + ' shown';
      };

      const remember = () => {
        const parts = new URLSearchParams();
        if (query.value) parts.set('q', query.value);
        if (show.value) parts.set('show', show.value);
        if (order.column >= 0) parts.set('sort', order.column + (order.falling ? '-' : '+'));
        const text = parts.toString();
        history.replaceState(null, '', text ? '#providers?' + text : '#providers');
      };

      const restore = () => {
        const hash = decodeURIComponent(location.hash);
        if (hash.startsWith('#providers?')) {
          const parts = new URLSearchParams(location.hash.slice('#providers?'.length));
          query.value = parts.get('q') || '';
          show.value = parts.get('show') || '';
          const found = /^([0-9]+)([-+ ])$/.exec(parts.get('sort') || '');
          if (found && heads[found[1]]) order = { column: Number(found[1]), falling: found[2] === '-' };
          document.getElementById('providers').scrollIntoView();
        } else if (hash.length > 1) {
          const target = document.getElementById(hash.slice(1));
          if (!target) return;
          const row = target.closest('tbody');
          if (row && row.hidden) { query.value = ''; show.value = ''; filter(); }
          for (let node = target; node; node = node.parentElement) if (node.tagName === 'DETAILS') node.open = true;
          const fold = row && row.parentElement === table && row.querySelector('th > details');
          if (fold) fold.open = true;
          target.scrollIntoView();
        }
      };

      heads.forEach((head, column) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = head.textContent;
        head.replaceChildren(button);
        button.addEventListener('click', () => {
          const falling = column > 0;
          order = order.column === column ? { column, falling: !order.falling } : { column, falling };
          sort();
          remember();
        });
      });
      form.addEventListener('input', () => { filter(); remember(); });
      form.addEventListener('submit', event => event.preventDefault());
      form.addEventListener('reset', () => setTimeout(() => {
        order = { column: -1, falling: true };
        sort();
        filter();
        remember();
      }));
      document.getElementById('unfold').addEventListener('click', () => {
        for (const row of rows) {
          const fold = row.querySelector('th > details');
          if (fold && !row.hidden) fold.open = true;
        }
      });
      addEventListener('hashchange', restore);
      addEventListener('beforeprint', () => {
        for (const fold of document.querySelectorAll('#findings details')) fold.open = true;
      });
      restore();
      sort();
      filter();
    })();
    """
}
