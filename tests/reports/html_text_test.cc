// Text inside HTML.
#include "detector/reports/html_text.h"

#include <gtest/gtest.h>

#include <string>

namespace calque::reports {
namespace {

TEST(HtmlTextTest, MarksBecomeReferences) {
  EXPECT_EQ(HtmlText("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
}

TEST(HtmlTextTest, OtherCharactersStay) { EXPECT_EQ(HtmlText("\xC3\xA9\n"), "\xC3\xA9\n"); }

TEST(HtmlTextTest, ControlsAndBadBytesAreReplaced) {
  EXPECT_EQ(HtmlText(std::string("\0\x1b\xff", 3)), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace calque::reports
