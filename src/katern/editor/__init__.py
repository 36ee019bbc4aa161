"""What an editor asks while somebody writes: findings, completion, what a key stands for, where things are, and renaming."""
