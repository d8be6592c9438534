// A fingerprint of bytes: XXH3, 128 bits (Collet; the xxHash specification). It tells
// contents apart that changed by accident or by time, not by malice, and is so fast
// that reading the bytes costs more.
#ifndef CALQUE_DETECTOR_BATCH_CONTENT_HASH_H_
#define CALQUE_DETECTOR_BATCH_CONTENT_HASH_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "calque/result.h"

namespace calque::batch {

class ContentHash {
 public:
  ContentHash();
  ~ContentHash();
  ContentHash(ContentHash&&) noexcept;
  ContentHash& operator=(ContentHash&&) noexcept;

  void Add(std::string_view bytes);
  // 32 hexadecimal digits for what was added so far.
  std::string Hex() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// That of a whole file; errors name it.
Result<std::string> HashOfFile(const std::string& path);

// A number that depends on the bytes only, on every machine and in every version.
std::uint64_t StableHash(std::string_view bytes);

}  // namespace calque::batch

#endif  // CALQUE_DETECTOR_BATCH_CONTENT_HASH_H_
