// SPDX-License-Identifier: Apache-2.0

/// The style of the page.
///
/// Three hues carry meaning: blue is data, red an alarm, ochre a warning; each has a second sign (filled, outlined,
/// dashed, the word), so that nothing rests on colour alone. Text has a contrast of 4.5 to 1 at least in both schemes
/// (WCAG 2.2, criterion 1.4.3).
enum PageStyle {
  /// SHA-256 of `text` in base64: a test computes it.
  static let hash = "7qhbsJUJ0I+3FFqL+FX4xW6yevNj9pim50Jo7/KS8ZE="

  static let text =
    colours + layout + numbers + nights + findings + charts + providers + narrow + print

  private static let colours = """
    :root{color-scheme:light dark;--bg:#fff;--panel:#f4f6f8;--ink:#1b1f24;--soft:#525a64;--line:#c8ced6;\
    --hair:#e5e9ed;--data:#0c58a6;--tint:#c4d9f0;--alarm:#a6131f;--onalarm:#fff;--warn:#7a4c00;--mark:#fdefc4;\
    --h0:#edf2f8;--h1:#c4d9f0;--h2:#84b1df;--h3:#387dc3;--h4:#0b3f79}
    @media(prefers-color-scheme:dark){:root{--bg:#14171b;--panel:#1c2026;--ink:#e6e9ed;--soft:#a7b0ba;--line:#454d57;\
    --hair:#2a3038;--data:#80baf5;--tint:#22496f;--alarm:#ff938b;--onalarm:#240204;--warn:#e6b54a;--mark:#4b3e14;\
    --h0:#1d2631;--h1:#22466c;--h2:#306aa5;--h3:#5c9fdf;--h4:#bbdaff}}

    """

  private static let layout = """
    *{box-sizing:border-box}
    html{scroll-padding-top:3.5rem}
    body{margin:0 auto;max-width:80rem;padding:0 1.5rem 4rem;background:var(--bg);color:var(--ink);\
    font:.875rem/1.45 system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    header{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;padding-top:.75rem}
    header p,.soft,small,.label,figcaption p{color:var(--soft)}
    h1{font-size:1rem;margin:0}
    h2{font-size:1.25rem;margin:2.25rem 0 .75rem;border-top:2px solid var(--ink);padding-top:.75rem}
    h3{font-size:.875rem;margin:1rem 0 .25rem}
    h2 small,h3 small{font-size:.8125rem;font-weight:400;margin-left:.5rem}
    p{margin:.25rem 0}
    a{color:var(--data)}
    a:focus-visible,summary:focus-visible,button:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--data);outline-offset:2px}
    code{font-family:ui-monospace,monospace;font-size:.8125rem}
    .skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--bg);padding:.25rem;z-index:3}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;border:0;margin:0;padding:0}
    nav{position:sticky;top:0;background:var(--bg);border-bottom:1px solid var(--line);z-index:2;padding:.5rem 0}
    nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0;padding:0}
    nav span{color:var(--soft);font-size:.75rem}
    nav a{text-decoration:none;color:var(--ink)}nav a:hover{text-decoration:underline}
    summary{cursor:pointer}
    table{border-collapse:separate;border-spacing:0;font-size:.8125rem}
    th,td{border-bottom:1px solid var(--hair);padding:.2rem .75rem .2rem 0;text-align:left;vertical-align:top;overflow-wrap:normal}
    thead th{border-bottom-color:var(--line);vertical-align:bottom}
    tbody th{font-weight:400}
    caption{text-align:left;color:var(--soft);padding:.25rem 0}
    .n,.r td,.r th+th{text-align:right;white-space:nowrap}
    .wide{position:relative;overflow-x:auto;margin:.5rem 0;max-width:100%;\
    background:linear-gradient(90deg,var(--bg) 30%,transparent) 0 0/2rem 100% no-repeat local,\
    linear-gradient(270deg,var(--bg) 30%,transparent) 100% 0/2rem 100% no-repeat local,\
    linear-gradient(90deg,var(--line),transparent) 0 0/.5rem 100% no-repeat scroll,\
    linear-gradient(270deg,var(--line),transparent) 100% 0/.5rem 100% no-repeat scroll}
    dl{display:grid;grid-template-columns:fit-content(10rem) minmax(0,1fr);gap:.125rem .75rem;margin:.5rem 0}
    dt{color:var(--soft)}dd{margin:0}dd span{margin-right:.75rem;display:inline-block}
    .alert,.alarmtext,.worse{color:var(--alarm)}.warntext{color:var(--warn)}
    :target{background:var(--mark)}section:target,tbody:target{background:none}tbody:target>tr:first-child{background:var(--mark)}

    """

  private static let numbers = """
    .state{font-size:1.375rem;line-height:1.35;margin:1rem 0;text-wrap:balance;max-width:60rem}
    .numbers{display:grid;grid-template-columns:repeat(6,1fr);list-style:none;margin:0;padding:0;border-block:1px solid var(--line)}
    .numbers li{display:flex;flex-direction:column;padding:.5rem .75rem;border-left:1px solid var(--hair)}
    .numbers li:first-child{border-left:0;padding-left:0}
    .value{display:flex;align-items:baseline}.value b{font-size:1.625rem;line-height:1.2}
    .change{font-weight:600;font-size:.75rem}.label{font-size:.75rem}
    .spark{width:5rem;height:1.4rem;margin-left:auto;align-self:center}

    """

  private static let nights = """
    .nights{margin:1.25rem 0}.calendar{display:flex;flex-wrap:wrap;gap:.25rem 2rem;align-items:end}
    .strip{flex:1 1 44rem;display:grid;grid-template-rows:1rem repeat(7,.5625rem);grid-auto-flow:column;\
    grid-template-columns:2rem;grid-auto-columns:minmax(0,1fr);gap:2px;margin:.25rem 0;min-width:0}
    .strip em,.strip b{font:normal .6875rem/1 system-ui,sans-serif;color:var(--soft);white-space:nowrap;width:0;align-self:center}
    .strip i,.key i{display:block;border:0 solid transparent}
    .key i{width:1rem;height:.5625rem}
    .k0{background:var(--alarm)}.strip .k1,.key .k1{border:2px solid var(--warn)}.k2{background:linear-gradient(var(--data),var(--data)) 0 50%/100% 50% no-repeat}
    .k3{background:linear-gradient(var(--line),var(--line)) 0 50%/100% 1px no-repeat}
    .strip .k4,.key .k4{border:1px solid var(--soft);border-width:1px 0;margin-block:1px}
    .key{flex:0 1 auto;display:grid;gap:.125rem;list-style:none;margin:0 0 .25rem;padding:0;font-size:.75rem;color:var(--soft)}
    .key li{display:grid;grid-template-columns:1rem 6.5rem auto;gap:.5rem;align-items:center}.key b{text-align:right;font-weight:400}
    @media(forced-colors:active){.strip,.key{forced-color-adjust:none}}

    """

  private static let findings = """
    .findings{list-style:none;margin:0;padding:0}
    .findings>li,.findings-head{display:grid;grid-template-columns:5.25rem minmax(0,1fr) 9rem 15rem 9.5rem;gap:0 1rem;padding:.45rem 0;border-bottom:1px solid var(--hair)}
    .findings-head{font-size:.75rem;color:var(--soft);border:0;padding:0}
    .findings p{margin:0}.what>p:first-child{font-size:.9375rem}
    .what a{font-weight:600}.what .why{font-weight:400;font-size:.8125rem;margin-left:.5rem}
    .badge{font-size:.6875rem;font-weight:700;letter-spacing:.04em;text-transform:uppercase;border:1.5px solid transparent;\
    border-radius:3px;padding:0 .4rem;justify-self:start;align-self:start;margin-top:.15rem}
    .badge.alarm{background:var(--alarm);color:var(--onalarm);border-color:var(--alarm)}
    .badge.warning{color:var(--warn);border-color:var(--warn)}.badge.notice{color:var(--soft);border:1px dotted var(--soft)}
    .badge.gone{color:var(--soft);border:1.5px dashed var(--soft)}
    .what p.soft{display:inline}.what details{display:inline-block;font-size:.8125rem;color:var(--soft);margin-left:.5rem}\
    .what details[open]{display:block;margin:0}.what summary{color:var(--data);width:max-content}
    .findings.timeless>li,.findings-head.timeless{grid-template-columns:5.25rem minmax(0,1fr) 9rem 19rem}.timeless .life{display:none}
    .interval{display:block;width:100%;height:.75rem;margin-top:.15rem}
    .many .what{grid-column:2/-1}.many .soft a{font-weight:400}.share small{float:right}.life{font-size:.8125rem}.life small{font-size:.75rem}.proof code{margin-right:.375rem}
    #changes ul{list-style:none;padding:0;margin:.25rem 0}#changes li{padding:.15rem 0}#changes abbr{text-decoration:none;font-weight:700;display:inline-block;min-width:1.5rem}
    .short{padding-left:1rem;margin:.25rem 0}

    """

  private static let charts = """
    .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));gap:1.5rem 1.75rem;align-items:start}
    figure,.guide{margin:0;border-top:1px solid var(--line);padding-top:.5rem;max-width:27rem;min-width:0}
    .guide p{color:var(--soft);font-size:.75rem;margin:0}.guide svg{width:2.5rem;height:.5rem;vertical-align:middle}
    .guide ul{list-style:none;margin:.25rem 0 0;padding:0}.guide li{display:flex;justify-content:space-between;gap:1rem;border-bottom:1px solid var(--hair);padding:.2rem 0;font-size:.8125rem}
    figcaption p{font-size:.75rem;min-height:2.9em;margin:0 0 .25rem}figcaption h3{margin:0}
    figure details,.nights details{font-size:.8125rem;color:var(--soft)}figure .wide,.nights .wide{max-height:20rem;overflow:auto}
    svg text{font-size:10.5px;fill:var(--ink)}svg .soft{fill:var(--soft)}svg .head{font-weight:600}
    .chart{display:block;width:100%}
    .axis{stroke:var(--line);fill:none}.grid{stroke:var(--hair);fill:none}.gridfill{fill:var(--hair)}
    .curve{fill:none;stroke:var(--data);stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}
    .curve.dashed{stroke:var(--ink);stroke-width:1.2;stroke-dasharray:4 3}.curve.thin{stroke-width:1}
    .l0{fill:var(--data)}.l1{fill:var(--tint)}.l2{fill:var(--hair)}.l3{fill:none;stroke:var(--soft)}
    .hatched{fill:url(#hatch);stroke:var(--data);stroke-width:.6}.ink{fill:var(--ink)}.ring{fill:none;stroke:var(--ink);stroke-width:1.8}
    .softfill{fill:var(--soft)}.alarmfill{fill:var(--alarm)}.hollow{fill:none;stroke:var(--soft);stroke-width:2;vector-effect:non-scaling-stroke}
    .h0{fill:var(--h0)}.h1{fill:var(--h1)}.h2{fill:var(--h2)}.h3{fill:var(--h3)}.h4{fill:var(--h4)}
    .mini{width:3.75rem;height:1rem;vertical-align:middle}.mini path{fill:none;stroke:var(--soft);stroke-width:1.2}
    .lead{font-weight:600}.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,28rem),1fr));gap:.5rem 2.5rem;align-items:start}
    .pair>*{min-width:0}.section{border-bottom:1px solid var(--hair);padding:.25rem 0}footer{border-top:1px solid var(--line);margin-top:3rem;color:var(--soft);font-size:.75rem}

    """

  private static let providers = """
    .tools{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:.5rem 0}.tools[hidden]{display:none}
    .tools input,.tools select,.tools button{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--soft);border-radius:3px;padding:.25rem .5rem}
    #pt{width:100%;min-width:66rem}#pt>thead th,#pt>tbody>tr:first-child>*{padding-right:.5rem}
    .count{display:inline-block;min-width:1.1rem;text-align:center;font-size:.6875rem;line-height:1.3;border-radius:3px;border:1.5px solid transparent;padding:0 .2rem}
    .count.alarm{background:var(--alarm);color:var(--onalarm);border-color:var(--alarm)}.count.warning{color:var(--warn);border-color:var(--warn)}
    #pt>tbody>tr:first-child>td:nth-child(3),#pt>tbody>tr:first-child>td:nth-child(9),#pt>thead>tr:last-child>th:nth-child(3),#pt>thead>tr:last-child>th:nth-child(9){border-left:1px solid var(--hair)}
    #pt>thead>tr>th{text-align:right}#pt>thead>tr:last-child>th:nth-child(-n+2){text-align:left}
    #pt>thead>tr:first-child>th{text-align:left;font-weight:400;color:var(--soft)}
    #pt>tbody>tr:first-child>td{text-align:right;white-space:nowrap}#pt>tbody>tr:first-child>td:nth-child(2){text-align:left}
    #pt>tbody>tr:first-child>th{min-width:11rem}
    #pt>thead button{font:inherit;font-weight:600;color:var(--data);background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
    #pt>tbody>tr.pg{display:none}#pt>tbody:has(>tr>th>details[open])>tr.pg,#pt>tbody:target>tr.pg,#pt>tbody:has(:target)>tr.pg{display:table-row}
    .panel{background:var(--panel);padding:.75rem 1rem;border-left:3px solid var(--data);max-width:76rem;position:sticky;left:0}
    .tables{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,22rem),1fr));gap:0 1.5rem;align-items:start}
    .panel .wide{background:none}.panel caption{font-weight:600;color:var(--ink)}
    .transcript{margin:.25rem 0}.transcript td{border:0;padding:0 .75rem 0 0;font:.75rem/1.45 ui-monospace,monospace;overflow-wrap:anywhere}
    .transcript td:first-child{color:var(--soft);white-space:nowrap;text-align:right}
    .transcript .s td:last-child{padding-left:1.25rem}.transcript .note td{color:var(--soft)}

    """

  private static let narrow = """
    @media screen and (max-width:60rem){.numbers{grid-template-columns:repeat(3,1fr)}.numbers li:nth-child(3n+1){border-left:0;padding-left:0}
    .numbers li:nth-child(n+4){border-top:1px solid var(--hair)}
    .findings>li,.findings.timeless>li{grid-template-columns:5.25rem minmax(0,1fr) 9rem}.life,.proof{grid-column:2/-1}.findings-head{display:none}}
    @media screen and (max-width:40rem){body{padding:0 .9rem 3rem}.state{font-size:1.125rem}.numbers li{padding:.4rem 0 .4rem .5rem}.spark{display:none}
    .key{display:flex;flex-wrap:wrap;gap:.125rem 1rem}.key li{grid-template-columns:1rem auto auto;gap:.375rem}.findings>li,.findings.timeless>li{grid-template-columns:1fr 9rem}.what,.life,.proof{grid-column:1/-1}
    .badge{grid-row:1}.share{grid-row:1;grid-column:2}.strip{grid-template-rows:.875rem repeat(7,.5rem);grid-template-columns:1.75rem;gap:1px;flex-basis:100%}nav{position:static}}

    """

  private static let print = """
    @media print{nav,.tools,.skip,figure details,.transcript,.nights details{display:none}body{max-width:none;padding:0;font-size:9pt}\
    thead{display:table-header-group}.badge.alarm{background:none;color:#000;border-color:#000}.findings>li,figure{break-inside:avoid}#pt{min-width:0}}
    """
}
