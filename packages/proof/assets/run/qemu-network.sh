# A network card: gets an address and a link, reaches its neighbour, is set up in other ways, and still does.
# Drivers look after their device every second or two from when it came up. What is done with it comes half-way between, so that
# a few instructions more do not decide which is first.
has_link() { [ "$(cat /sys/class/net/eth0/carrier)" = 1 ] && usleep 450000; }

link_up() {
	ip addr add 10.0.2.15/24 dev eth0 && ip link set eth0 up && wait_for has_link
}

settings() {
	ip link set eth0 promisc on && ip link set eth0 promisc off &&
		ifconfig eth0 allmulti && ifconfig eth0 -allmulti &&
		ip link set eth0 mtu 1400 && ip link set eth0 mtu 1500 &&
		cat /sys/class/net/eth0/statistics/* >/dev/null
}

again() {
	ip link set eth0 down && ip link set eth0 up && wait_for has_link && ping -c 1 -W 3 10.0.2.2
}

# Not every device that QEMU emulates hears its new address, so nobody is asked for an answer.
address() {
	ip link set eth0 down && ifconfig eth0 hw ether 52:54:00:12:34:57 && ip link set eth0 up && wait_for has_link
}

step up link_up
step ping ping -c 3 -W 3 10.0.2.2
step settings settings
step again again
step address address
step down ip link set eth0 down
