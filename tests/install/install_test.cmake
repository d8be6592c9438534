# Installs the build into a scratch folder, builds the consumer against it, runs it. As a test:
#
#   add_test(NAME install COMMAND ${CMAKE_COMMAND}
#     -DCALQUE_BUILD_DIR=${PROJECT_BINARY_DIR} -DCALQUE_CONSUMER_DIR=${PROJECT_SOURCE_DIR}/tests/install
#     -DCALQUE_GENERATOR=${CMAKE_GENERATOR} -DCALQUE_COMPILER=${CMAKE_CXX_COMPILER}
#     -P ${PROJECT_SOURCE_DIR}/tests/install/install_test.cmake)
#
# It needs the whole build to be there, and runs on release builds only: a sanitizer would have to be
# passed on to the consumer.
cmake_minimum_required(VERSION 3.25)

set(scratch ${CALQUE_BUILD_DIR}/install-test)
file(REMOVE_RECURSE ${scratch})

execute_process(
  COMMAND ${CMAKE_COMMAND} --install ${CALQUE_BUILD_DIR} --prefix ${scratch}/prefix
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(
  COMMAND ${CMAKE_COMMAND} -G ${CALQUE_GENERATOR} -S ${CALQUE_CONSUMER_DIR} -B ${scratch}/build
    -DCMAKE_PREFIX_PATH=${scratch}/prefix -DCMAKE_CXX_COMPILER=${CALQUE_COMPILER}
    -DCMAKE_BUILD_TYPE=Release
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${scratch}/build COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${scratch}/build/consumer COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${scratch}/prefix/bin/calque version COMMAND_ERROR_IS_FATAL ANY)

# Nothing but the public headers may be installed.
file(GLOB_RECURSE headers RELATIVE ${scratch}/prefix ${scratch}/prefix/include/*)
foreach(header IN LISTS headers)
  if(NOT header MATCHES "^include/calque/[a-z_]+\\.h$")
    message(FATAL_ERROR "A header that is not public was installed: ${header}")
  endif()
endforeach()
