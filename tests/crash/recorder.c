/* Writes down what a program does to the files below one folder, and lets it fail or die at one chosen step. Loaded
   before the C library (LD_PRELOAD); SQLite, though linked into the program, calls these functions like any other.

   SASAE_ROOT   the folder that is watched (a real path)
   SASAE_LOG    where every step is written to, in the order it happened
   SASAE_ORDERS a file outside the folder; what the program writes into it is an order or a message:
                "ack …" goes into the log as it is; "fail N HOW ONCE" makes the Nth step from now on fail (HOW: 28 no
                space, 5 input/output error; ONCE 0: all steps after it too); "kill N" ends the process in the middle
                of the Nth step; "free" takes that back and answers, through the file's own content, how many steps there
                were since the order. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 4096

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *root, *orders;
static size_t root_length;
static int log_fd = -1;
static uint32_t handle_of[MOST_FILES]; /* 0: not watched */
static uint32_t next_handle = 1;
static int orders_fd = -1;
static long steps, fail_at, kill_at;
static int fail_how, fail_once;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("SASAE_LOG");
  root = getenv("SASAE_ROOT");
  orders = getenv("SASAE_ORDERS");
  if (!path || !root) return;
  root_length = strlen(root);
  log_fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The path from the root of the file system, without following the last name. */
static const char *whole(int folder, const char *path, char *into) {
  char link[64];
  if (path[0] == '/') {
    snprintf(into, PATH_MAX, "%s", path);
    return into;
  }
  if (folder == AT_FDCWD) {
    if (!getcwd(into, PATH_MAX)) return NULL;
  } else {
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, into, PATH_MAX - 1);
    if (length < 0) return NULL;
    into[length] = 0;
  }
  size_t length = strlen(into);
  snprintf(into + length, PATH_MAX - length, "/%s", path);
  return into;
}

/* The path below the watched folder ("" for the folder itself), or NULL. */
static const char *inside(int folder, const char *path, char *into) {
  if (log_fd < 0 || !path || !whole(folder, path, into)) return NULL;
  if (strncmp(into, root, root_length) != 0) return NULL;
  const char *rest = into + root_length;
  if (rest[0] == 0) return rest;
  if (rest[0] != '/') return NULL;
  while (*rest == '/') rest++;
  size_t length = strlen(rest);
  if (length > 4 && strcmp(rest + length - 4, "-shm") == 0) return NULL;
  return rest;
}

static void say(const struct iovec *parts, int count) {
  ssize_t wanted = 0;
  for (int i = 0; i < count; i++) wanted += (ssize_t)parts[i].iov_len;
  if (syscall(SYS_writev, log_fd, parts, count) != wanted) _exit(98);
}

static void say_path(char kind, const char *path) {
  uint32_t length = (uint32_t)strlen(path);
  struct iovec parts[] = {{&kind, 1}, {&length, 4}, {(void *)path, length}};
  say(parts, 3);
}

static void say_rename(const char *from, const char *to) {
  char kind = 'r';
  uint32_t one = (uint32_t)strlen(from), other = (uint32_t)strlen(to);
  struct iovec parts[] = {{&kind, 1}, {&one, 4}, {(void *)from, one}, {&other, 4}, {(void *)to, other}};
  say(parts, 5);
}

static void say_number(char kind, uint32_t handle, uint64_t number) {
  struct iovec parts[] = {{&kind, 1}, {&handle, 4}, {&number, 8}};
  say(parts, 3);
}

static void say_write(uint32_t handle, uint64_t at, const void *bytes, uint32_t length) {
  char kind = 'w';
  struct iovec parts[] = {{&kind, 1}, {&handle, 4}, {&at, 8}, {&length, 4}, {(void *)bytes, length}};
  say(parts, 5);
}

/* Counts a step. Returns the error it must fail with, or 0. -1: die in the middle of it. */
static int step(void) {
  steps++;
  if (kill_at && steps == kill_at) return -1;
  if (!fail_at || steps < fail_at) return 0;
  if (fail_once && steps > fail_at) return 0;
  return fail_how;
}

static uint32_t watched(int fd) { return fd >= 0 && fd < MOST_FILES ? handle_of[fd] : 0; }

/* What is written into the file of orders. */
static void obey(int fd, const char *text, size_t length) {
  char line[64], answer[32];
  long at = 0;
  int how = 0, once = 0;
  if (length >= 4 && memcmp(text, "ack ", 4) == 0) {
    char kind = 'a';
    uint32_t rest = (uint32_t)length - 4;
    struct iovec parts[] = {{&kind, 1}, {&rest, 4}, {(void *)(text + 4), rest}};
    say(parts, 3);
    return;
  }
  snprintf(line, sizeof line, "%.*s", (int)length, text);
  if (sscanf(line, "fail %ld %d %d", &at, &how, &once) == 3) {
    fail_at = at, fail_how = how, fail_once = once, steps = 0;
  } else if (sscanf(line, "kill %ld", &at) == 1) {
    kill_at = at, steps = 0;
  } else if (strncmp(line, "free", 4) == 0) {
    int answer_length = snprintf(answer, sizeof answer, "%ld\n", steps);
    fail_at = kill_at = 0;
    syscall(SYS_ftruncate, fd, 0);
    syscall(SYS_pwrite64, fd, answer, answer_length, 0);
  }
}

static int opened(int fd, const char *path, int existed, int flags) {
  uint8_t what = (uint8_t)((existed ? 0 : 1) | (flags & O_TRUNC ? 2 : 0));
  if (fd >= MOST_FILES) _exit(97);
  uint32_t handle = handle_of[fd] = next_handle++, length = (uint32_t)strlen(path);
  char kind = 'o';
  struct iovec parts[] = {{&kind, 1}, {&handle, 4}, {&what, 1}, {&length, 4}, {(void *)path, length}};
  say(parts, 5);
  return fd;
}

static int open_any(int folder, const char *path, int flags, mode_t mode) {
  char into[PATH_MAX];
  const char *name = inside(folder, path, into);
  if (!name) {
    int fd = (int)syscall(SYS_openat, folder, path, flags, mode);
    if (fd >= 0 && orders && path && strcmp(path, orders) == 0) orders_fd = fd;
    return fd;
  }
  pthread_mutex_lock(&turn);
  int existed = syscall(SYS_faccessat, folder, path, F_OK) == 0, failed = 0;
  int makes = (flags & O_CREAT && !existed) || (flags & O_TRUNC && existed);
  if (makes && (failed = step()) == -1) kill(getpid(), SIGKILL);
  int fd = failed ? -1 : (int)syscall(SYS_openat, folder, path, flags, mode);
  int error = failed ? failed : errno;
  if (fd >= 0) opened(fd, name, existed, flags);
  pthread_mutex_unlock(&turn);
  errno = error;
  return fd;
}

#define OPEN_BODY(folder) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); } \
  return open_any(folder, path, flags, mode);

int open(const char *path, int flags, ...) { OPEN_BODY(AT_FDCWD) }
int open64(const char *path, int flags, ...) { OPEN_BODY(AT_FDCWD) }
int openat(int folder, const char *path, int flags, ...) { OPEN_BODY(folder) }
int openat64(int folder, const char *path, int flags, ...) { OPEN_BODY(folder) }
int creat(const char *path, mode_t mode) { return open_any(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

int close(int fd) {
  if (watched(fd)) handle_of[fd] = 0;
  if (fd == orders_fd) orders_fd = -1;
  return (int)syscall(SYS_close, fd);
}

static ssize_t write_any(int fd, const void *bytes, size_t length, off64_t at) {
  uint32_t handle = watched(fd);
  if (fd == orders_fd && fd >= 0) {
    obey(fd, bytes, length);
    return (ssize_t)length;
  }
  if (!handle)
    return at < 0 ? syscall(SYS_write, fd, bytes, length) : syscall(SYS_pwrite64, fd, bytes, length, at);
  pthread_mutex_lock(&turn);
  int failed = step(), error = 0;
  ssize_t written = -1;
  if (failed == -1) length /= 2;
  if (failed <= 0) {
    off64_t begin = at;
    if (at < 0) begin = syscall(SYS_fcntl, fd, F_GETFL) & O_APPEND ? lseek64(fd, 0, SEEK_END) : lseek64(fd, 0, SEEK_CUR);
    written = at < 0 ? syscall(SYS_write, fd, bytes, length) : syscall(SYS_pwrite64, fd, bytes, length, at);
    error = errno;
    if (written > 0) say_write(handle, (uint64_t)begin, bytes, (uint32_t)written);
    if (failed == -1) kill(getpid(), SIGKILL);
  } else {
    error = failed;
  }
  pthread_mutex_unlock(&turn);
  errno = error;
  return written;
}

ssize_t write(int fd, const void *bytes, size_t length) { return write_any(fd, bytes, length, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return write_any(fd, bytes, length, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) { return write_any(fd, bytes, length, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (!watched(fd)) return syscall(SYS_writev, fd, parts, count);
  return count ? write_any(fd, parts[0].iov_base, parts[0].iov_len, -1) : 0;
}

/* Ways past write: whoever tries them is told that there are none, and writes. */
static ssize_t nowhere(void) { errno = ENOSYS; return -1; }
ssize_t copy_file_range(int a, off64_t *b, int c, off64_t *d, size_t e, unsigned f) { (void)a, (void)b, (void)c, (void)d, (void)e, (void)f; return nowhere(); }
ssize_t sendfile64(int a, int b, off64_t *c, size_t d) { (void)a, (void)b, (void)c, (void)d; return nowhere(); }
ssize_t sendfile(int a, int b, off_t *c, size_t d) { (void)a, (void)b, (void)c, (void)d; return nowhere(); }
ssize_t splice(int a, off64_t *b, int c, off64_t *d, size_t e, unsigned f) { (void)a, (void)b, (void)c, (void)d, (void)e, (void)f; return nowhere(); }

static int cut(int fd, off64_t size) {
  uint32_t handle = watched(fd);
  if (!handle) return (int)syscall(SYS_ftruncate, fd, size);
  pthread_mutex_lock(&turn);
  int failed = step();
  if (failed == -1) kill(getpid(), SIGKILL);
  int answer = failed ? -1 : (int)syscall(SYS_ftruncate, fd, size), error = failed ? failed : errno;
  if (answer == 0) say_number('t', handle, (uint64_t)size);
  pthread_mutex_unlock(&turn);
  errno = error;
  return answer;
}

int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

static int sync_any(int fd, long call) {
  uint32_t handle = watched(fd);
  if (!handle) return (int)syscall(call, fd);
  pthread_mutex_lock(&turn);
  int failed = step();
  if (failed == -1) kill(getpid(), SIGKILL);
  /* The real disk is not asked: the replay decides what would have been on it. */
  if (!failed) say_number('s', handle, 0);
  pthread_mutex_unlock(&turn);
  errno = failed;
  return failed ? -1 : 0;
}

int fsync(int fd) { return sync_any(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_any(fd, SYS_fdatasync); }

/* One step that names a path and does `call`. */
#define PATH_STEP(kind, folder, path, call) \
  char into[PATH_MAX]; \
  const char *name = inside(folder, path, into); \
  if (!name) return (int)(call); \
  pthread_mutex_lock(&turn); \
  int failed = step(); \
  if (failed == -1) kill(getpid(), SIGKILL); \
  int answer = failed ? -1 : (int)(call), error = failed ? failed : errno; \
  if (answer == 0) say_path(kind, name); \
  pthread_mutex_unlock(&turn); \
  errno = error; \
  return answer;

int unlink(const char *path) { PATH_STEP('u', AT_FDCWD, path, syscall(SYS_unlinkat, AT_FDCWD, path, 0)) }
int rmdir(const char *path) { PATH_STEP('x', AT_FDCWD, path, syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR)) }
int mkdir(const char *path, mode_t mode) { PATH_STEP('m', AT_FDCWD, path, syscall(SYS_mkdirat, AT_FDCWD, path, mode)) }
int unlinkat(int folder, const char *path, int flags) {
  PATH_STEP(flags & AT_REMOVEDIR ? 'x' : 'u', folder, path, syscall(SYS_unlinkat, folder, path, flags))
}

int rename(const char *from, const char *to) {
  char one[PATH_MAX], other[PATH_MAX];
  const char *old_name = inside(AT_FDCWD, from, one), *new_name = inside(AT_FDCWD, to, other);
  if (!old_name || !new_name) return (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
  pthread_mutex_lock(&turn);
  int failed = step();
  if (failed == -1) kill(getpid(), SIGKILL);
  int answer = failed ? -1 : (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to), error = failed ? failed : errno;
  if (answer == 0) say_rename(old_name, new_name);
  pthread_mutex_unlock(&turn);
  errno = error;
  return answer;
}
