"""What people may do about what climbs: acknowledge, extend, hand on, waive."""
