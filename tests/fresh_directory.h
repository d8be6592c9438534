// Files and folders of a test's own, so that tests may run beside each other.
#ifndef CALQUE_TESTS_FRESH_DIRECTORY_H_
#define CALQUE_TESTS_FRESH_DIRECTORY_H_

#include <errno.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace calque {

// A new empty directory that belongs to the running test of this program.
inline std::string FreshDirectory() {
  const auto* info = testing::UnitTest::GetInstance()->current_test_info();
  const std::filesystem::path path = std::filesystem::path(testing::TempDir()) /
                                     program_invocation_short_name / info->test_suite_name() /
                                     info->name();
  std::filesystem::remove_all(path);
  std::filesystem::create_directories(path);
  return path.string();
}

// Writes a file and returns its path.
inline std::string WriteFile(const std::string& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  EXPECT_TRUE(file.good()) << path;
  return path;
}

}  // namespace calque

#endif  // CALQUE_TESTS_FRESH_DIRECTORY_H_
