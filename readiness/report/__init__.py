"""What is told: one assessment, composed as blocks first and rendered second."""
