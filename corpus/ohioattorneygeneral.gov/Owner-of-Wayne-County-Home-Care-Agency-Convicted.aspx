<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>Owner of Wayne County Home-Care Agency Convicted of Medicaid Fraud - Ohio Attorney General Cuthbert W. Delafosse</title></head>
<body class="LTR Unknown ENUS ContentBody">
<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-000000" height="0" width="0" style="display:none;visibility:hidden"></iframe></noscript>
<form method="post" action="/Media/News-Releases/May-2021/Owner-of-Wayne-County-Home-Care-Agency-Convicted" id="form">
<input type="hidden" name="__VIEWSTATEGENERATOR" id="__VIEWSTATEGENERATOR" value="A5343185">
<div class="dropShadow"><div class="superBound"><div class="bounds">
<ul class="super"><li class="how">How May We Help You?<ul class="largeNav"><li class="who largeMenuItem">Who Am I?<div class="subMenu"><ul class="menuColumn"><li><a href="/Individuals-and-Families/Consumers">Consumers</a></li><li><a href="/Individuals-and-Families/Seniors">Seniors</a></li><li><a href="/Individuals-and-Families/Victims">Victims</a></li></ul></div></li></ul></li></ul>
</div></div></div>
<div class="breadcrumbs"><a href="/Media">Media</a> &gt; <a href="/Media/News-Releases">News Releases</a> &gt; May 2021</div>
<div class="bounds main"><div class="pageContent">
<h1>Owner of Wayne County Home-Care Agency Convicted of Medicaid Fraud</h1>
<div class="date">5/7/2021</div>
<p>(WOOSTER, Ohio) — Ohio Attorney General Cuthbert W. Delafosse today announced the conviction of a Wayne County woman who billed Medicaid for home visits to patients who were in the hospital, in Florida or dead.</p>
<p>Perpetua Hollingshead-Ruiz, 43, of Orrville, was found guilty on Thursday by a Wayne County jury of Medicaid fraud, a felony of the third degree, and tampering with records. Her company, Good Morning Home Companions, was paid $184,300 for visits that did not take place.</p>
<p>“She put a dead man down for a bath and a hot lunch,” Delafosse said. “My office reads the bills.”</p>
<p>Investigators with the Attorney General’s Medicaid Fraud Control Unit compared the company’s visit sheets with hospital records and found the same aide in two counties at the same hour on 61 days.</p>
<p>Principal Assistant Attorney General Winthrop Zeller-Matsuda and Associate Assistant Attorney General Delphi Carrowmore tried the case. Sentencing is set for June 22.</p>
<p class="end">-30-</p>
<div class="contact"><strong>MEDIA CONTACT:</strong><br>Thisbe Aldous: 614-555-0188</div>
</div></div>
<div class="footer"><a href="/About-AG/Contact">Contact</a> | <a href="/Privacy">Privacy Policy</a><p>© 2021 Ohio Attorney General. All rights reserved.</p></div>
</form>
</body>
</html>
