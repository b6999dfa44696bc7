// SPDX-License-Identifier: GPL-2.0
/*
 * Uses every network interface that a driver made, as a user would: opens it,
 * asks and sets what ethtool can, sends, lets it interrupt, closes it. What the
 * kernel answers goes into the trace too.
 */
#include <asm/unistd.h>
#include <linux/fcntl.h>
#include <linux/ethtool.h>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/mii.h>
#include <linux/sockios.h>
#include <sys/socket.h>

#include "init.h"

static char text[8192];
static struct ifreq request;
static long control;
static union {
	char bytes[65536];
	struct ethtool_drvinfo info;
	struct ethtool_value value;
	struct ethtool_regs regs;
	struct ethtool_eeprom eeprom;
	struct ethtool_gstrings strings;
	struct ethtool_stats stats;
	struct ethtool_test test;
	struct ethtool_coalesce coalesce;
	struct ethtool_ringparam ring;
	struct ethtool_pauseparam pause;
	struct ethtool_wolinfo wol;
	struct ethtool_channels channels;
	struct ethtool_link_settings link;
	struct ethtool_sset_info sets;
	struct ethtool_gfeatures features;
	unsigned int command;
} data;

static long ask(const char *what, unsigned int command, size_t size)
{
	long result;

	data.command = command;
	request.ifr_data = (void *)&data;
	result = syscall3(__NR_ioctl, control, SIOCETHTOOL, (long)&request);
	report_bytes(what, result, &data, result < 0 ? 0 : size);
	return result;
}

static long ask_afresh(const char *what, unsigned int command, size_t size)
{
	memset(&data, 0, sizeof(data));
	return ask(what, command, size);
}

static void ask_values(void)
{
	static const unsigned char commands[] = {
		ETHTOOL_GMSGLVL, ETHTOOL_GLINK, ETHTOOL_GRXCSUM, ETHTOOL_GTXCSUM, ETHTOOL_GSG,
		ETHTOOL_GTSO, ETHTOOL_GGSO, ETHTOOL_GGRO, ETHTOOL_GFLAGS, ETHTOOL_GPFLAGS,
		ETHTOOL_GEEE, ETHTOOL_GCHANNELS, ETHTOOL_GET_TS_INFO, ETHTOOL_GMODULEINFO,
		ETHTOOL_GRXRINGS, ETHTOOL_GRXCLSRLCNT, ETHTOOL_GRXFHINDIR, ETHTOOL_GRSSH,
		ETHTOOL_GET_DUMP_FLAG, ETHTOOL_GFECPARAM, ETHTOOL_GSET, ETHTOOL_GPERMADDR,
	};
	unsigned int i;

	for (i = 0; i < sizeof(commands); i++) {
		memset(&data, 0, sizeof(data));
		ask("get", commands[i], 64);
	}
}

static void ask_link(void)
{
	int words;

	if (ask_afresh("link", ETHTOOL_GLINKSETTINGS, sizeof(data.link)) < 0)
		return;
	words = -data.link.link_mode_masks_nwords;
	if (words <= 0 || words > 32)
		return;
	data.link.link_mode_masks_nwords = words;
	if (ask("link", ETHTOOL_GLINKSETTINGS, sizeof(data.link) + words * 12) < 0)
		return;
	ask("set-link", ETHTOOL_SLINKSETTINGS, 0);
	data.link.autoneg = 0;
	data.link.speed = 100;
	data.link.duplex = 1;
	ask("set-link", ETHTOOL_SLINKSETTINGS, 0);
}

static void ask_long(void)
{
	unsigned int registers, rom, statistics, tests;

	if (ask_afresh("info", ETHTOOL_GDRVINFO, sizeof(data.info)) < 0)
		return;
	registers = data.info.regdump_len;
	rom = data.info.eedump_len;
	statistics = data.info.n_stats;
	tests = data.info.testinfo_len;
	memset(&data, 0, sizeof(data));
	data.regs.len = registers < 32768 ? registers : 32768;
	ask("registers", ETHTOOL_GREGS, sizeof(data.regs) + data.regs.len);
	memset(&data, 0, sizeof(data));
	data.eeprom.len = rom < 256 ? rom : 256;
	ask("eeprom", ETHTOOL_GEEPROM, sizeof(data.eeprom) + data.eeprom.len);
	memset(&data, 0, sizeof(data));
	data.strings.string_set = ETH_SS_STATS;
	ask("strings", ETHTOOL_GSTRINGS, statistics < 1024 ? statistics * ETH_GSTRING_LEN : 0);
	memset(&data, 0, sizeof(data));
	data.stats.n_stats = statistics;
	if (statistics < 4096)
		ask("statistics", ETHTOOL_GSTATS, statistics * 8);
	memset(&data, 0, sizeof(data));
	data.test.flags = ETH_TEST_FL_OFFLINE;
	if (tests && tests < 512)
		ask("test", ETHTOOL_TEST, tests * 8);
}

static void set_values(void)
{
	if (ask_afresh("coalesce", ETHTOOL_GCOALESCE, sizeof(data.coalesce)) >= 0) {
		data.coalesce.rx_coalesce_usecs += 10;
		data.coalesce.tx_coalesce_usecs += 10;
		ask("set-coalesce", ETHTOOL_SCOALESCE, 0);
	}
	if (ask_afresh("ring", ETHTOOL_GRINGPARAM, sizeof(data.ring)) >= 0) {
		data.ring.rx_pending = data.ring.rx_max_pending / 2;
		data.ring.tx_pending = data.ring.tx_max_pending / 2;
		ask("set-ring", ETHTOOL_SRINGPARAM, 0);
	}
	if (ask_afresh("pause", ETHTOOL_GPAUSEPARAM, sizeof(data.pause)) >= 0) {
		data.pause.rx_pause = !data.pause.rx_pause;
		data.pause.tx_pause = !data.pause.tx_pause;
		ask("set-pause", ETHTOOL_SPAUSEPARAM, 0);
	}
	if (ask_afresh("wol", ETHTOOL_GWOL, sizeof(data.wol)) >= 0) {
		data.wol.wolopts = data.wol.supported;
		ask("set-wol", ETHTOOL_SWOL, 0);
	}
	memset(&data, 0, sizeof(data));
	data.value.data = 0x7fff;
	ask("set-messages", ETHTOOL_SMSGLVL, 0);
	data.value.data = 0;
	ask("set-rx-sum", ETHTOOL_SRXCSUM, 0);
	ask("set-tx-sum", ETHTOOL_STXCSUM, 0);
	data.value.data = 1;
	ask("set-rx-sum", ETHTOOL_SRXCSUM, 0);
	ask("set-tx-sum", ETHTOOL_STXCSUM, 0);
	ask("identify", ETHTOOL_PHYS_ID, 0);
	ask("negotiate", ETHTOOL_NWAY_RST, 0);
}

static void ask_interface(const char *what, unsigned int command)
{
	report(what, "", syscall3(__NR_ioctl, control, command, (long)&request));
}

static void set_flags(const char *what, int flags)
{
	request.ifr_flags = flags;
	ask_interface(what, SIOCSIFFLAGS);
}

static void use_phy(void)
{
	struct mii_ioctl_data *phy = (void *)&request.ifr_ifru;
	unsigned int number;

	memset(phy, 0, sizeof(*phy));
	ask_interface("phy", SIOCGMIIPHY);
	for (number = 0; number < 8; number++) {
		phy->reg_num = number;
		ask_interface("phy-read", SIOCGMIIREG);
		report_bytes("phy-value", 0, &phy->val_out, sizeof(phy->val_out));
	}
	phy->reg_num = MII_ADVERTISE;
	phy->val_in = ADVERTISE_ALL | ADVERTISE_CSMA;
	ask_interface("phy-write", SIOCSMIIREG);
}

static void set_addresses(int add)
{
	static const unsigned char group[] = { 0x01, 0x00, 0x5e, 0x00, 0x00, 0x05 };

	memset(&request.ifr_hwaddr, 0, sizeof(request.ifr_hwaddr));
	memcpy(request.ifr_hwaddr.sa_data, group, sizeof(group));
	ask_interface("group", add ? SIOCADDMULTI : SIOCDELMULTI);
}

/* Each packet is followed by an interrupt, or by nothing at all. */
static void send_packets(bool with_interrupts)
{
	static const unsigned short sizes[] = { 20, 60, 61, 250, 1000, 1514 };
	struct sockaddr_ll to = { .sll_family = AF_PACKET, .sll_halen = ETH_ALEN };
	static unsigned char packet[1514];
	long fd = syscall3(__NR_socket, AF_PACKET, SOCK_RAW, 0);
	unsigned int i;

	memset(packet, 0x5a, sizeof(packet));
	memset(packet, 0xff, ETH_ALEN);
	ask_interface("index", SIOCGIFINDEX);
	to.sll_ifindex = request.ifr_ifindex;
	for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		report("send", "", syscall6(__NR_sendto, fd, (long)packet, sizes[i], 0,
					    (long)&to, sizeof(to)));
		if (with_interrupts)
			interrupt();
	}
	syscall3(__NR_close, fd, 0, 0);
}

/* Asks for the opposite of all features that can be changed. */
static void turn_features(void)
{
	struct ethtool_set_features_block turned[4];
	unsigned int i, count;

	memset(&data, 0, sizeof(data));
	data.features.size = sizeof(turned) / sizeof(*turned);
	if (ask("features", ETHTOOL_GFEATURES, sizeof(data.features) + 4 * 16) < 0)
		return;
	count = data.features.size;
	if (count > sizeof(turned) / sizeof(*turned))
		return;
	for (i = 0; i < count; i++) {
		turned[i].valid = data.features.features[i].available;
		turned[i].requested = ~data.features.features[i].active & turned[i].valid;
	}
	memcpy(data.features.features, turned, count * sizeof(*turned));
	ask("set-features", ETHTOOL_SFEATURES, 0);
}

static void set_address(unsigned char last)
{
	static unsigned char address[] = { 0x52, 0x54, 0x00, 0xab, 0xcd, 0x00 };

	address[5] = last;
	memset(&request.ifr_hwaddr, 0, sizeof(request.ifr_hwaddr));
	request.ifr_hwaddr.sa_family = ARPHRD_ETHER;
	memcpy(request.ifr_hwaddr.sa_data, address, sizeof(address));
	ask_interface("address", SIOCSIFHWADDR);
}

static void set_mtu(int size)
{
	request.ifr_mtu = size;
	ask_interface("mtu", SIOCSIFMTU);
}

static void read_counters(void)
{
	long fd = syscall3(__NR_open, (long)"/proc/net/dev", O_RDONLY, 0);
	long size = syscall3(__NR_read, fd, (long)text, sizeof(text));

	report_bytes("counters", size, text, size < 0 ? 0 : size);
	syscall3(__NR_close, fd, 0, 0);
}

static void wait_and_interrupt(void)
{
	sleep_ms(3000);
	interrupt();
	sleep_ms(100);
}

static void exercise_interface(void)
{
	set_flags("up", IFF_UP);
	wait_and_interrupt();
	ask_values();
	ask_long();
	use_phy();
	send_packets(true);
	wait_and_interrupt();
	read_counters();
	set_addresses(1);
	set_flags("all-groups", IFF_UP | IFF_ALLMULTI);
	set_flags("promiscuous", IFF_UP | IFF_PROMISC);
	set_flags("plain", IFF_UP);
	set_addresses(0);
	set_values();
	ask_link();
	set_mtu(1400);
	set_mtu(9000);
	set_mtu(1500);
	turn_features();
	turn_features();
	set_address(1);
	send_packets(false);
	/* Longer than the watchdog that looks after packets that never left. */
	sleep_ms(20000);
	wait_and_interrupt();
	read_counters();
	set_flags("down", 0);
	ask_values();
	set_values();
	set_address(2);
	set_mtu(1400);
	set_flags("up", IFF_UP);
	wait_and_interrupt();
	set_flags("down", 0);
}

/* The names of /proc/net/dev, but for those that are no device's. */
static bool is_device_name(const char *name, size_t size)
{
	return size && size < IFNAMSIZ && !(size == 2 && name[0] == 'l' && name[1] == 'o');
}

void exercise_network(void)
{
	static char names[8192];
	long fd = syscall3(__NR_open, (long)"/proc/net/dev", O_RDONLY, 0);
	long size = syscall3(__NR_read, fd, (long)names, sizeof(names) - 1);
	char *line = names, *end;

	syscall3(__NR_close, fd, 0, 0);
	names[size < 0 ? 0 : size] = 0;
	control = syscall3(__NR_socket, AF_INET, SOCK_DGRAM, 0);
	while (*line) {
		while (*line == ' ')
			line++;
		for (end = line; *end && *end != ':' && *end != '\n'; end++)
			;
		if (*end == ':' && is_device_name(line, end - line)) {
			memset(&request, 0, sizeof(request));
			memcpy(request.ifr_name, line, end - line);
			report("interface", request.ifr_name, 0);
			exercise_interface();
		}
		for (line = end; *line && *line++ != '\n';)
			;
	}
}
