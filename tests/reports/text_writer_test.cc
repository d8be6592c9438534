// The lines that hold the texts.
#include "detector/reports/text_writer.h"

#include <gtest/gtest.h>

#include <string>

namespace calque::reports {
namespace {

TEST(TextWriterTest, Lines) {
  std::string out;
  AppendText("A \"text\".\n\nWith \xC3\xA9.",
             {"id\xFF", "dir/in.warc", "http://a.example/", "utf-8", 7, 99}, &out);
  AppendText("", {"x", "-", "", "", 0, 0}, &out);
  EXPECT_EQ(out,
            "{\"id\":\"id\xEF\xBF\xBD\",\"path\":\"dir/in.warc\",\"record\":7,"
            "\"url\":\"http://a.example/\",\"text\":\"A \\\"text\\\".\\n\\nWith \xC3\xA9.\"}\n"
            "{\"id\":\"x\",\"path\":\"-\",\"record\":0,\"text\":\"\"}\n");
}

}  // namespace
}  // namespace calque::reports
