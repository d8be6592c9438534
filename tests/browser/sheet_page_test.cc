// The page of `calque eval --format html` in a browser.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/browser/browser.h"
#include "tests/cli/program.h"
#include "tests/fresh_directory.h"

namespace calque::browser {
namespace {

TEST(SheetPageTest, OpensWithoutComplaintOrRequest) {
  CALQUE_REQUIRE_CHROMIUM();
  const std::string path = FreshDirectory() + "/page.html";
  const cli::Outcome outcome = cli::Calque(
      {"eval", "--format", "html", "-o", path, cli::SourcePath("corpora/eval/labelled.jsonl")});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  Browser browser;
  browser.Open(path);
  EXPECT_GT(browser.Evaluate("document.querySelectorAll('table').length"), 3);
  EXPECT_GT(browser.Evaluate("document.querySelectorAll('svg polyline').length"), 1);
  // The style sheet is in force.
  EXPECT_EQ(browser.Evaluate("getComputedStyle(document.querySelector('td.n')).textAlign"),
            "right");
  EXPECT_EQ(browser.complaints(), std::vector<std::string>());
  EXPECT_EQ(browser.requests().size(), 1u);
}

}  // namespace
}  // namespace calque::browser
