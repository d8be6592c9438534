// Markers and the identity of files.
#include "detector/batch/done_marker.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "detector/batch/content_hash.h"
#include "tests/fresh_directory.h"

namespace calque::batch {
namespace {

FileIdentity IdentityOf(const std::string& path) { return {*StampOf(path), *HashOfFile(path)}; }

DoneMarker SomeMarker() {
  DoneMarker marker;
  marker.input = "crawl/a%0A.gz";
  marker.read = {{1, 2, 3}, std::string(32, 'a')};
  marker.written = {{4, -5, 6}, std::string(32, 'b')};
  marker.run = "mode=strict format=jsonl";
  marker.counts.words = 7;
  marker.counts.entries["en/x"] = 8;
  return marker;
}

TEST(DoneMarkerTest, ReadsBack) {
  const DoneMarker marker = SomeMarker();
  const auto read = ParseDoneMarker(DoneMarkerText(marker));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(DoneMarkerText(*read), DoneMarkerText(marker));
  EXPECT_EQ(read->input, marker.input);
  EXPECT_EQ(read->read.stamp, marker.read.stamp);
  EXPECT_EQ(read->written.hash, marker.written.hash);
  EXPECT_EQ(read->run, marker.run);
  EXPECT_TRUE(read->counts == marker.counts);
}

// A crash of the machine may leave any beginning of it, or zeros.
TEST(DoneMarkerTest, CutOrForeignMarkersAreNone) {
  const std::string whole = DoneMarkerText(SomeMarker());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(ParseDoneMarker(whole.substr(0, size)).has_value()) << size;
  }
  EXPECT_FALSE(ParseDoneMarker(std::string(whole.size(), '\0')).has_value());
  EXPECT_FALSE(ParseDoneMarker(whole + "x\n").has_value());
  std::string later = whole;
  later.replace(later.find("\t1\n"), 3, "\t2\n");
  EXPECT_FALSE(ParseDoneMarker(later).has_value());
}

TEST(FileIdentityTest, TextReadsBack) {
  const FileIdentity identity{{1, -2, 3}, std::string(32, 'f')};
  const auto read = ParseIdentity(IdentityText(identity));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->stamp, identity.stamp);
  EXPECT_EQ(read->hash, identity.hash);
  for (const char* bad : {"", "1 2 3", "1 2 3 short", "x 2 3 ", "1 2"}) {
    EXPECT_FALSE(ParseIdentity(bad).has_value()) << bad;
  }
}

TEST(FileIdentityTest, ContentDecides) {
  const std::string root = FreshDirectory();
  const std::string path = WriteFile(root + "/x", "some bytes");
  const FileIdentity identity = IdentityOf(path);
  EXPECT_TRUE(IsStill(identity, path));
  // Another time, the same bytes: touched, copied, restored.
  namespace fs = std::filesystem;
  fs::last_write_time(path, fs::last_write_time(path) - std::chrono::hours(1));
  EXPECT_TRUE(IsStill(identity, path));
  EXPECT_TRUE(IsStill(identity, WriteFile(root + "/copy", "some bytes")));
  // The same size, other bytes, and the old time put back.
  const auto old = fs::last_write_time(path);
  const FileIdentity touched = IdentityOf(path);
  WriteFile(path, "SOME bytes");
  fs::last_write_time(path, old);
  EXPECT_EQ(StampOf(path)->modified, touched.stamp.modified);
  EXPECT_EQ(StampOf(path)->bytes, touched.stamp.bytes);
  EXPECT_FALSE(IsStill(touched, path));
  EXPECT_FALSE(IsStill(identity, root + "/absent"));
  EXPECT_FALSE(IsStill(identity, root));
  EXPECT_FALSE(StampOf("/dev/null").has_value());
}

TEST(ContentHashTest, PartsMakeNoDifference) {
  ContentHash whole;
  whole.Add("abcdef");
  ContentHash parts;
  parts.Add("abc");
  parts.Add("");
  parts.Add("def");
  EXPECT_EQ(whole.Hex(), parts.Hex());
  EXPECT_EQ(whole.Hex().size(), 32U);
  const std::string path = WriteFile(FreshDirectory() + "/x", "abcdef");
  EXPECT_EQ(*HashOfFile(path), whole.Hex());
  EXPECT_FALSE(HashOfFile(path + "absent").ok());
  // XXH3 of nothing, as the specification gives it.
  EXPECT_EQ(ContentHash().Hex(), "99aa06d3014798d86001c324468d497f");
}

}  // namespace
}  // namespace calque::batch
