# A watchdog: is started, fed for a while and stopped in the way that it allows.
feed() {
	watchdog -F -t 2 -T 30 /dev/watchdog &
	# Between two meals, so that it always gets the same number.
	sleep 5
	kill $!
	wait $!
	return 0
}

opens() { [ -c /dev/watchdog ]; }

step appears wait_for opens
step feed feed
