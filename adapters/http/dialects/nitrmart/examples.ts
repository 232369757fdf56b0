/** The bodies that the document shows. */
export const documentedRegistration = {
  email: "user@nitrkl.ac.in",
  password: "your_password",
  first_name: "John",
  last_name: "Doe",
  year: "2nd",
  branch: "Biotechnology",
  roll_no: "123456",
  phone_number: "1234567890",
  bio: "Short bio",
}

export const documentedUpdate = {
  first_name: "Jane",
  last_name: "Doe",
  year: "3rd",
  branch: "ECE",
  roll_no: "123456",
  phone_number: "9876543210",
  bio: "Updated bio",
  password: "new_password",
  current_password: "old_password",
}

export const documentedProfile = {
  id: 1,
  email: "user@nitrkl.ac.in",
  first_name: "Jane",
  last_name: "Doe",
  year: "3rd",
  branch: "ECE",
  roll_no: "123456",
  phone_number: "9876543210",
  bio: "Updated bio",
  profile_picture: "http://your-domain.com/media/profile_pictures/user.jpg",
  is_verified: false,
  created_at: "2024-06-01T08:30:00Z",
  updated_at: "2024-06-12T09:00:00Z",
}
