"""Made-up requests as people write them, with what each one is. Nobody in them is real."""

from typing import NamedTuple


class Body(NamedTuple):
    """A request in words: its kind ('' if it is none), and who writes it."""

    kind: str
    writer: str
    title: str
    words: str


BODIES = (
    Body("sar", "Tess Whitlock", "Subject access request",
         "I am writing to make a subject access request for my son, Tom Whitlock, in Year 6.\n"
         "Please send me everything you hold about him."),
    Body("sar", "Marek Wójcik", "Dane mojej córki",
         "Hello,\nI want copies of all the information the school holds about my daughter Ela "
         "Wójcik.\nThank you"),
    Body("sar", "Priya Anand", "My personal data",
         "Under Article 15 of the UK GDPR I request a copy of my personal data, including my "
         "personnel file and any emails about me."),
    Body("sar", "Gwen Oyelaran", "Request",
         "Dear Sir or Madam,\n\nI'd be grateful for a copy of all the emails and notes that the "
         "school has about my child, Ade Oyelaran (DOB 03/04/2015)."),
    Body("sar", "Colin Farrow", "DSAR",
         "Please treat this as a DSAR. It is about my children Lily Farrow and Max Farrow."),
    Body("sar", "Helen Brackley", "Info on Josh",
         "Hi, can you tell me what information you hold about my son Josh Brackley please? All of "
         "it, in writing."),
    Body("sar", "Ruth Amadi", "Our client Sam Pell",
         "We act for Sam Pell, a former pupil. Please treat this letter as a subject access "
         "request made on his behalf. A signed authority is attached."),
    Body("sar", "Dan Ferris", "please help",
         "I was a pupil at your school until 2019. I would like to see all the records you keep "
         "about me."),
    Body("sar", "Nadia Rahman", "Data request: Zara Rahman",
         "I am the mother of Zara Rahman. I am exercising my right of access. Kindly provide "
         "copies of the personal information that you process."),
    Body("sar", "Owen Tait", "SAR",
         "please find below my sar for my daughter Bea Tait. I want all cctv and emails"),
    Body("sar", "Louise Penhaligon", "Freedom of access",
         "I believe I have the right to see my son Jem Penhaligon's file. Please send copies of "
         "any records the school has on him."),
    Body("educational-record", "Anil Mistry", "School record of Kavi Mistry",
         "I would like a copy of the educational record of my son Kavi Mistry, please."),
    Body("educational-record", "Sarah Dunmore", "Pupil record",
         "Under the Education (Pupil Information) (England) Regulations 2005 I ask to see the "
         "record that you keep. I am the parent of Ivy Dunmore."),
    Body("rectification", "Jo Lister", "Wrong date of birth",
         "Please correct the date of birth in your records of my son Alfie Lister. It is wrong on "
         "all his letters."),
    Body("rectification", "Mina Kowal", "Article 16",
         "I ask for rectification under Article 16: you hold an address of mine that is out of "
         "date. It is about my personal data only."),
    Body("erasure", "Ben Calloway", "Photos",
         "Could you delete all the photographs of my daughter Rosa Calloway from your website?"),
    Body("erasure", "Femi Adeyemi", "Right to be forgotten",
         "I left in July. I rely on the right to erasure: please erase my details."),
    Body("restriction", "Carla Nunes", "Restriction",
         "Until you have checked it, I ask you to restrict the processing of my data under "
         "Article 18."),
    Body("objection", "Pete Rowntree", "Fingerprints",
         "I object to the use of my daughter Amy Rowntree's fingerprints in the canteen: stop "
         "processing her data."),
    Body("consent-withdrawn", "Dora Klein", "Photo consent",
         "I withdraw my consent to photographs of my son Leo Klein with immediate effect."),
    Body("portability", "Hugh Ellery", "Data portability",
         "Under the right to data portability please give me my data in a machine-readable "
         "format."),
    Body("foi", "Greta Holm", "Freedom of Information request",
         "Under the Freedom of Information Act 2000, how much did the school spend on supply "
         "teachers in 2025-26?"),
    Body("foi", "Ian Prosser", "FOI request - exclusions",
         "Please tell me how many pupils were suspended in each of the last three years. I make "
         "this FOI request for research."),
    Body("foi", "Kim Sato", "Question under FOIA",
         "I would like the following under the FOI Act: the school's contract with its catering "
         "company."),
    Body("foi-review", "Greta Holm", "Internal review",
         "I am not happy with your answer to my freedom of information request. I ask for an "
         "internal review."),
    Body("eir", "Alan Birch", "Asbestos",
         "Under the Environmental Information Regulations 2004 please send the asbestos register "
         "and the last survey."),
    Body("complaint", "Moira Keane", "Complaint",
         "I wish to make a data protection complaint. You told the whole class about an illness."),
    Body("complaint", "Yusuf Demir", "How you handled our data",
         "I want to complain about the way you handled the personal data of my son Emre Demir. "
         "A teacher read his report out."),
    Body("breach", "Kelly Marsh", "Possible data breach",
         "This afternoon an email with pupils' names was sent to the wrong parent. I have asked "
         "for it to be deleted."),
    Body("breach", "Raj Bains", "Laptop",
         "My school laptop was stolen from my car last night. It had class lists on it."),
    Body("exam-results", "Holly Grainger", "Results",
         "I am in Year 11. Please may I have my GCSE results before results day, as my personal "
         "data?"),
    Body("ctf-request", "Meena Patel", "CTF",
         "Arjun Patel has joined us. Please send the Common Transfer File. Pupil: Arjun Patel"),
    Body("curricular-record", "Owen Hughes", "Curricular record",
         "We are considering a pupil of yours for admission and ask for the curricular record."),
    Body("ehc-advice", "Fay Linton", "EHC needs assessment",
         "We request advice for the EHC needs assessment of your pupil Noah Reid within six "
         "weeks."),
    Body("disclosure", "Ana Quill", "Data protection request",
         "This request is made under Schedule 2 Part 1 Paragraph 2 of the Data Protection Act "
         "2018, for the prevention and detection of crime. Pupil: Kit Sorrel"),
    Body("disclosure", "Vic Harland", "Order",
         "Please find attached a production order. The school must give the records named in it."),
    # Messages that are no requests, or that say it in words no rule has
    Body("", "Lena Frost", "Lunch", "Is there a vegetarian choice on Friday?"),
    Body("", "Mark Tully", "GDPR training",
         "Join our free webinar on how to handle a subject access request. Book your place now."),
    Body("", "Sue Parry", "Complaint",
         "I want to complain about the parking outside the gate. It is dangerous."),
    Body("", "Tim Roper", "Absence", "My daughter Eve Roper is ill today and stays at home."),
    Body("", "Jane Ashby", "Your policy",
         "Thank you for the updated subject access request policy, which I have filed."),
    Body("", "Nora Vale", "No need",
         "This is not a subject access request. I only wanted to say thank you."),
)  # fmt: skip
"""Each stands in several messages, in other clothes."""
