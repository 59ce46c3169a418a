/// How the status page looks, by day, at night and on a small screen.
enum StatusStyle {
    static let sheet: HTML = """

        :root {
          color-scheme: light dark;
          --ground: #f6f7f9; --paper: #ffffff; --ink: #1b2027; --faint: #59626e; --line: #dfe3e8;
          --link: #0a58b0; --good: #12662e; --bad: #b0122d;
          --decode: #7b8794; --queue: #d97706; --module: #2f6fde; --store: #0f8f74; --encode: #9050cc;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #0e1217; --paper: #161b22; --ink: #e4e8ed; --faint: #9aa5b1; --line: #2a313a;
            --link: #74b3ff; --good: #58d27c; --bad: #ff7f86;
            --decode: #8b98a6; --queue: #f0a040; --module: #6ba0ff; --store: #34c3a0; --encode: #c08cf0;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; padding: 1.5rem; max-width: 76rem; background: var(--ground); color: var(--ink);
          font: 0.875rem/1.45 system-ui, sans-serif; font-variant-numeric: tabular-nums;
        }
        h1 { margin: 0; font-size: 1.5rem; }
        h2 { margin: 0; font-size: 1rem; }
        a { color: var(--link); }
        small { color: var(--faint); font-size: 0.8125rem; font-weight: 400; }
        header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1.5rem; margin-bottom: 1.25rem; }
        header p { margin: 0; color: var(--faint); flex: 1 1 26rem; }
        nav { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; }
        nav span { color: var(--faint); margin-right: -0.4rem; }
        .state { font-size: 0.9375rem; padding: 0.1rem 0.6rem; border: 1px solid; border-radius: 1rem; vertical-align: 0.15rem; }
        .good { color: var(--good); }
        .bad { color: var(--bad); }
        .key { display: grid; grid-template-columns: repeat(8, 1fr); gap: 1px; margin: 0 0 1.25rem; }
        .key, section {
          background: var(--paper); border: 1px solid var(--line); border-radius: 0.5rem; overflow: hidden;
        }
        .key { background: var(--line); }
        .key div { background: var(--paper); padding: 0.7rem 0.8rem; }
        dt { color: var(--faint); }
        dd { margin: 0; }
        dd b { display: block; font-size: 1.375rem; font-weight: 600; line-height: 1.3; white-space: nowrap; }
        section { margin-bottom: 1.25rem; padding: 0.75rem 0 0.5rem; }
        .scroll { overflow-x: auto; }
        table { width: 100%; border-collapse: collapse; }
        caption { text-align: left; padding: 0 1rem 0.4rem; }
        th, td { padding: 0.3rem 0.75rem; text-align: left; font-weight: 400; vertical-align: baseline; }
        th:first-child, td:first-child { padding-left: 1rem; }
        th:last-child, td:last-child { padding-right: 1rem; }
        thead th { color: var(--faint); white-space: nowrap; }
        tbody th { white-space: nowrap; }
        wbr { display: none; }
        tbody tr { border-top: 1px solid var(--line); }
        .number { text-align: right; white-space: nowrap; }
        .nothing { color: var(--faint); }
        .facts th { color: var(--faint); }
        tbody b { font-weight: 600; }
        .note { margin: 0; padding: 0.5rem 1rem 0.2rem; border-top: 1px solid var(--line); color: var(--faint); font-size: 0.8125rem; }
        details { font-size: 0.8125rem; }
        summary { padding: 0.2rem 1rem; color: var(--link); cursor: pointer; }
        details ul { margin: 0; padding: 0.2rem 1rem 0.4rem 2rem; columns: 20rem; }
        svg { display: block; width: 100%; min-width: 6rem; height: 0.75rem; }
        .swatch { display: inline-block; width: 0.7rem; height: 0.7rem; margin-right: 0.35rem; border-radius: 2px; }
        .decode { background: var(--decode); fill: var(--decode); }
        .queue { background: var(--queue); fill: var(--queue); }
        .module { background: var(--module); fill: var(--module); }
        .store { background: var(--store); fill: var(--store); }
        .encode { background: var(--encode); fill: var(--encode); }
        .whole { fill: var(--faint); }
        .cards { columns: 2; column-gap: 1.25rem; }
        .cards section { break-inside: avoid; }
        @media (max-width: 60rem) { .key { grid-template-columns: repeat(4, 1fr); } }
        @media (max-width: 48rem) {
          .cards { columns: 1; }
          body { padding: 0.75rem; }
          th, td { padding: 0.3rem 0.45rem; }
          tbody th { white-space: normal; }
          wbr { display: inline; }
        }
        @media (max-width: 36rem) { .key { grid-template-columns: repeat(2, 1fr); } }

        """
}
