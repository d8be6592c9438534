// Asks for the pages before the copy touches them: the kernel then has no small
// ones to collect.
#include "detector/lm/huge_pages.h"

#include <sys/mman.h>

#include <cstdlib>
#include <cstring>

namespace calque::lm {
namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;

}  // namespace

void HugePageCopy::Free::operator()(std::byte* memory) const { std::free(memory); }

HugePageCopy::HugePageCopy(std::span<const std::byte> section) : bytes_(section) {
  const std::size_t size = (section.size() + kHugePage - 1) / kHugePage * kHugePage;
  if (section.empty() || size < section.size()) return;
  memory_.reset(static_cast<std::byte*>(std::aligned_alloc(kHugePage, size)));
  if (memory_ == nullptr) return;
#if defined(MADV_HUGEPAGE)
  madvise(memory_.get(), size, MADV_HUGEPAGE);  // advice: refusal changes nothing but speed
#endif
  std::memcpy(memory_.get(), section.data(), section.size());
  bytes_ = {memory_.get(), section.size()};
}

}  // namespace calque::lm
