"""Files of articles with awkward characters, line ends and markup."""

AWKWARD = {
    "bom.txt": "\ufeffBridge\n\nThe mayor reopened the bridge on 3 May 2024. It was late.\n",
    "bullets.md": (
        "# Budget\n\nIntro of the budget, passed on 2 March 2021:\n\n- Schools get *more* money.\n"
        "* Roads get less.\n1. Ports get nothing\n   until 2022.\n\n## Next\nA vote follows.\n"
    ),
    "cr.txt": "Old file\r\rThe duke sold the castle in 1998. He kept the garden.\rNobody minds.\r",
    "crlf.txt": (
        "Ferry sinks\r\n\r\nThe ferry sank on May 5, 2019. It carried 20 cars.\r\n"
        "Divers found the wreck.\r\n\r\n- No one was hurt.\r\n- The cause is unknown.\r\n"
    ),
    "cyrillic.txt": "Новости\n\nПрезидент прибыл в Минск. Он встретился с премьером 2020-02-29.\n",
    "emoji.txt": "🎉 Party 🎉\n\nThe 👩‍👩‍👧 family won 🏆 on 1 June 2023. They cheered! 🇺🇦 won.\n",
    "endless.txt": "The report of May 2020 lists "
    + "rivers, lakes and cities, " * 90
    + "and towns",
    "front.md": (
        "---\ntitle: Flood\npublished: 2025-05-15\n---\n\n# River\n\nThe river rose on May 12."
        " It fell on May 14. Then came\nthe repairs.\n"
    ),
    "page.html": (
        "<html>\r\n<head><title>T &amp; U</title><script>var a = 'x. Y';</script></head><body>"
        "<nav>Home News</nav>\n<main><h1>Caf&eacute; fined</h1>\n<p>Fish &amp; chips <b>cost <i>"
        "&pound;5</i></b>\n now, it said on 4 May 2022. They&#8217;re\tcold.<br>Buyers fled<ul><li>"
        "One &lt;buyer&gt; stayed.</li><li>Two &hellip; left</li></ul><script>hidden()</script>"
        "<p>He paid.<!-- a comment --> She did not</main><footer>All rights</footer></body>"
    ),
    "rtl.txt": "שלום עולם. זה מבחן משנת 2021.\n\nمرحبا بالعالم. هذا اختبار؟ نعم، في 2022-05-12.\n",
    "separators.txt": "A line\x85B line\u2028C line\x0bD\x0cE went on. F too.\n\nG left in 2001.",
    "wrapped.txt": (
        "The committee of the northern towns met on 9 April 2018 to talk about\n"
        "Bridges and roads that nobody has mended since the war. It will meet\n"
        "again when Mr. Jones is back from the U.S. He left on Monday, they say.\n"
    ),
}
