import { ActionForm } from './ActionForm.js';
import { ActionHeader } from './ActionHeader.js';
import { CancelLines } from './CancelLines.js';
import { Breadcrumbs } from './Breadcrumbs.js';
import { Cell, Field } from './Cell.js';
import { ClosingForm } from './ClosingForm.js';
import { CopyForm } from './CopyForm.js';
import { Dashboard } from './Dashboard.js';
import { ChangeUniversity } from './ChangeUniversity.js';
import { CustomerDetail, OrderDetail, ProductDetail, RefundDetail } from './Details.js';
import { ExcelExport } from './ExcelExport.js';
import { ProductForm } from './ProductForm.js';
import { FilterChoice, FilterReference, FilterTime } from './Filters.js';
import { List } from './List.js';
import { PromotionDetail, PromotionProgress } from './PromotionDetail.js';
import { PromotionForm } from './PromotionForm.js';
import { PromotionPreview } from './PromotionPreview.js';
import { PublishForm } from './PublishForm.js';
import { RecordRoute } from './RecordRoute.js';
import { RecordsTable } from './RecordsTable.js';
import { RefundAccount } from './RefundAccount.js';
import { Sidebar } from './Sidebar.js';
import { SmsForm } from './SmsForm.js';
import { Ticked } from './Ticked.js';
import { TopBar } from './TopBar.js';
import { guardComposition } from './ends-composition.js';
import { guardSession } from './guard-session.js';

guardComposition(document);
guardSession();

// AdminJS looks its components up here by name; those with its own names take their place.
window.AdminJS.UserComponents = {
  ActionForm,
  ActionHeader,
  Breadcrumbs,
  CancelLines,
  Cell,
  ChangeUniversity,
  ClosingForm,
  CopyForm,
  CustomerDetail,
  Dashboard,
  DefaultListAction: List,
  ExcelExport,
  Field,
  FilterChoice,
  FilterReference,
  FilterTime,
  OrderDetail,
  ProductDetail,
  ProductForm,
  PromotionDetail,
  PromotionForm,
  PromotionPreview,
  PromotionProgress,
  PublishForm,
  // In the place of AdminJS's own.
  RecordActionRoute: RecordRoute,
  RecordsTable,
  RefundAccount,
  RefundDetail,
  SelectedRecords: Ticked,
  Sidebar,
  SmsForm,
  TopBar,
};
