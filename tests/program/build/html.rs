//! The reader of built pages that tests use.

use crate::support::html::Page;

#[test]
fn a_page_is_said_in_plain_lines() {
    let page = Page::read(
        "<!doctype html><title>x</title><main><div><h1>A &amp; b</h1><p>One\n<b>two</b> <a href='x.html#y'>three</a>.<a href='#y'> </a></p></div><ul><li id=y><p>four</p>\
         <ol><li>five</li><li>six</li></ol></li></ul><table><tr><th>a<td>b</table><script>no()</script><q>s</q></main>",
    );
    let said = "# A & b\nOne two [three](x.html#y).\n- four\n  - five\n  - six\n| a| b\n“s”\n";
    assert_eq!(page.say(None).unwrap(), said);
    assert_eq!(page.say(Some("y")).unwrap(), "- four\n- five\n- six\n");
    assert_eq!(page.say(Some("z")), None);
    assert_eq!((page.ids(), page.heading_levels()), (vec!["y"], vec![1]));
    assert_eq!(page.addresses(), [("a", "x.html#y".to_string()), ("a", "#y".to_string())]);
}
